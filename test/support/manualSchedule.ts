import type { ScheduleClock } from '../../local/host/schedule.js';
import { ManualClock } from '../realtime/manualClock.js';

/** The worker's schedule, by hand. */
export class ManualSchedule extends ManualClock implements ScheduleClock {
  #ahead = 0;
  now = (): number => Date.now() + this.#ahead;
  override advance(milliseconds: number): void {
    this.#ahead += milliseconds;
    super.advance(milliseconds);
  }
}

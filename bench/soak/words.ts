import { tableOf } from '../lib/report.js';
import { count, median, percentile } from '../lib/statistics.js';
import { FLAT, growthOf, MIN_SECONDS, type Sample } from './flat.js';
import type { Progress, Report, SoakOptions } from './soak.js';

const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
const shown = (sample: Sample): string =>
  `heap ${mb(sample.heap)}, RSS ${mb(sample.rss)}, ${sample.descriptors} descriptors`;

/** Minutes and seconds, `4:07`. */
const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** One line about a soak that goes on. */
export function lineOf({ recorder, samples, disturbed, left }: Progress): string {
  const since = Date.now() - 10_000;
  const last = recorder.sends.slice(-2_000).filter(({ uuid, endedAt }) => uuid && endedAt > since);
  const sample = samples.at(-1);
  return [
    `${clock(left())} left`,
    `${(last.length / 10).toFixed(1)} messages a second`,
    `${disturbed.kills} kills, ${disturbed.cuts} reconnects`,
    ...(sample ? [shown(sample)] : []),
  ].join('; ');
}

/** The table of a soak that is over. */
export function tableOfReport(report: Report, { people, minutes, engine }: SoakOptions): string {
  const { recorder, samples, disturbed, messages, violations } = report;
  const took = recorder.sends.flatMap((of) => (of.uuid ? [of.endedAt - of.startedAt] : []));
  const refused = recorder.sends.filter((of) => of.refused).length;
  const unknown = recorder.sends.filter((of) => of.unknown).length;
  const errors = [...recorder.errors].map(([type, times]) => `${type} ${count(times)}`);
  const isJudged = (samples.at(-1)?.at ?? 0) >= MIN_SECONDS;
  return tableOf([
    { measure: 'people, minutes, engine', value: `${people}, ${minutes}, ${engine}` },
    { measure: 'messages stored', value: count(messages) },
    { measure: 'sends refused, without an answer', value: `${count(refused)}, ${count(unknown)}` },
    {
      measure: 'changes, read markers',
      value: `${count(recorder.changes.length)}, ${count(recorder.marks.length)}`,
    },
    { measure: 'pushed or listed', value: count(recorder.pushes.length) },
    { measure: 'a send, p50 and p99', value: `${median(took)} ms, ${percentile(took, 0.99)} ms` },
    { measure: 'reconnects', value: count(disturbed.cuts) },
    {
      measure: 'kills of the engine, served again after',
      value: [disturbed.kills, ...disturbed.back.map((s) => `${s.toFixed(1)} s`)].join(', '),
    },
    { measure: 'errors by type', value: errors.join(', ') || 'none' },
    ...growthOf(samples).map(({ measure, mean, share }) => ({
      measure: `${measure}, second half`,
      value: measure === 'heap' || measure === 'rss' ? mb(mean) : mean.toFixed(0),
      beside: `${share >= 0 ? '+' : ''}${(share * 100).toFixed(1)} %`,
      ...(isJudged && { wanted: { bound: `≤ ${FLAT * 100} %`, kept: share <= FLAT } }),
    })),
    { measure: 'properties that do not hold', value: String(violations.length) },
  ]);
}

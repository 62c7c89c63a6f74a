import type { Engine, EngineName } from './engine.js';
import { noEngine } from './errors.js';
import { findDynoxide, findJava, type Machine, thisMachine } from './findProgram.js';
import { dynamoDBLocal } from './startDynamoDBLocal.js';
import { dynoxide } from './startDynoxide.js';

export interface Choice {
  readonly engine: Engine;
  /** Why it is this one, for the start's output. */
  readonly reason: string;
}

/**
 * The engine that the host starts: the one that is asked for; else dynoxide, which is there in
 * milliseconds and needs nothing else; else DynamoDB Local, where there is a Java.
 *
 * @param asked the value of `--engine`
 * @throws EngineError NO_ENGINE when nothing is asked for and neither is there. Whether a Java is
 *   too old, only its start tells.
 */
export function chooseEngine(asked?: EngineName, machine: Machine = thisMachine()): Choice {
  if (asked !== undefined) {
    return {
      engine: asked === 'dynoxide' ? dynoxide : dynamoDBLocal,
      reason: 'it was asked for by --engine',
    };
  }
  const native = findDynoxide(machine);
  if (native !== undefined) return { engine: dynoxide, reason: native.where };
  const java = findJava(machine);
  if (java !== undefined) {
    return { engine: dynamoDBLocal, reason: `there is no dynoxide here, and ${java.where}` };
  }
  throw noEngine('There is no DynamoDB to start on this machine.', machine);
}

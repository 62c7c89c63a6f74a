import type { Engine, EngineName } from './engine.js';
import { noEngine } from './errors.js';
import { findDynoxide, findJava, type Machine, thisMachine } from './findProgram.js';
import { dynamoDBLocal } from './startDynamoDBLocal.js';
import { dynoxide } from './startDynoxide.js';

interface Choice {
  readonly engine: Engine;
  /** The reason for this choice, for the start's output. */
  readonly reason: string;
}

/**
 * Chooses the engine that the host starts: the one that is asked for; else dynoxide, which starts
 * in milliseconds and needs no Java; else DynamoDB Local, where there is a Java.
 *
 * @param asked the value of `--engine`
 * @throws EngineError NO_ENGINE when no engine is asked for and none is installed. The age of a
 * Java shows only at its start.
 */
export function chooseEngine(asked?: EngineName, machine: Machine = thisMachine()): Choice {
  if (asked !== undefined) {
    return {
      engine: asked === 'dynoxide' ? dynoxide : dynamoDBLocal,
      reason: '--engine asks for it',
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

import { chooseEngine, type Engine } from '../../local/dynamodb/index.js';
import { findDynoxide, findJava, thisMachine } from '../../local/dynamodb/findProgram.js';

/** The engines that this machine can run, the host's own choice first. */
export const enginesHere = (): Engine[] => {
  const machine = thisMachine();
  return [
    ...(findDynoxide(machine) ? [chooseEngine('dynoxide').engine] : []),
    ...(findJava(machine) ? [chooseEngine('dynamodb-local').engine] : []),
  ];
};

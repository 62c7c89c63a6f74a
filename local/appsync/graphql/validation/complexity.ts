import {
  Kind,
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

import { getOrMake } from '../../getOrMake.js';
import { responseKey, type Fragments } from '../selection.js';

/**
 * The host's own limits for one document. AppSync has its own, which are not known. Within AppSync's
 * 15,000 tokens, nested fragments and repeated fields can still ask for more than fits in memory.
 */
const complexityLimits = {
  /** Fields of all operations, with each fragment expanded wherever it is spread. */
  fields: 100_000,
  /** Selections and arguments of all operations and fragments, expanded in the same way. */
  selections: 400_000,
  /** Comparisons of fields with the same response key at the same place, which validation makes. */
  comparisons: 200_000,
  /** Length of the paths of all selected fields of operations, as in `ctx.info.selectionSetList`; UTF-16 units. */
  pathLength: 4_000_000,
} as const;

const problems: Readonly<Record<keyof typeof complexityLimits, string>> = {
  selections: 'The query has too many nested fragments (a limit of this host, not of AppSync).',
  fields: `The query asks for more than ${complexityLimits.fields} fields once its fragments are expanded (a limit of this host, not of AppSync).`,
  comparisons:
    'The query selects the same fields too often (a limit of this host, not of AppSync).',
  pathLength:
    'The paths of the selected fields are too long (a limit of this host, not of AppSync).',
};

/** Why a document is too complex to be validated and executed; undefined where it is not. */
export function complexityProblem(
  { definitions }: DocumentNode,
  fragments: Fragments,
): string | undefined {
  const measure = new Measure(fragments);
  for (const definition of definitions) {
    const exceeded = measure.add(definition);
    if (exceeded) return problems[exceeded];
  }
  return undefined;
}

/** Adds up the cost of definitions, and stops as soon as a limit is exceeded. */
class Measure {
  readonly #fragments: Fragments;
  readonly #used = { fields: 0, selections: 0, comparisons: 0, pathLength: 0 };
  #isOperation = false;

  constructor(fragments: Fragments) {
    this.#fragments = fragments;
  }

  /** @returns the limit that is exceeded */
  add(definition: DefinitionNode): keyof typeof complexityLimits | undefined {
    this.#isOperation = definition.kind === Kind.OPERATION_DEFINITION;
    if ('selectionSet' in definition && definition.selectionSet) {
      this.#walk([definition.selectionSet], 0);
    }
    return this.#exceeded;
  }

  get #exceeded(): keyof typeof complexityLimits | undefined {
    const names = ['fields', 'selections', 'comparisons', 'pathLength'] as const;
    return names.find((name) => this.#used[name] > complexityLimits[name]);
  }

  /** Walks selection sets that are merged, because they select from the same object. */
  #walk(sets: readonly SelectionSetNode[], prefix: number): void {
    for (const [key, nodes] of this.#group(sets)) {
      if (this.#exceeded) return;
      const length = prefix + key.length + 1;
      if (this.#isOperation) this.#used.pathLength += length;
      if (nodes.length > 1) {
        const size = nodes.reduce((sum, node) => sum + 1 + argumentsLength(node) / 32, 0);
        this.#used.comparisons += (nodes.length - 1) * size;
      }
      const children = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      if (children.length > 0) this.#walk(children, length);
    }
  }

  /** The fields of merged selection sets by response key, with fragments expanded. */
  #group(sets: readonly SelectionSetNode[]): ReadonlyMap<string, readonly FieldNode[]> {
    const groups = new Map<string, FieldNode[]>();
    const expanded = new Set<string>();
    const pending = [...sets];
    for (let set = pending.pop(); set && !this.#exceeded; set = pending.pop()) {
      this.#used.selections += set.selections.length;
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) {
          if (this.#isOperation) this.#used.fields += 1;
          this.#used.selections += selection.arguments?.length ?? 0;
          getOrMake(groups, responseKey(selection), () => []).push(selection);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          pending.push(selection.selectionSet);
        } else if (!expanded.has(selection.name.value)) {
          expanded.add(selection.name.value);
          const fragment = this.#fragments.get(selection.name.value);
          if (fragment) pending.push(fragment.selectionSet);
        }
      }
    }
    return groups;
  }
}

/** Length of the arguments in the query text. */
function argumentsLength({ arguments: list = [] }: FieldNode): number {
  const [first, last] = [list[0]?.loc, list.at(-1)?.loc];
  return first && last ? last.end - first.start : 0;
}

/** Whether a fragment of the document leads back to itself, which makes the document invalid. */
export function hasFragmentCycle(fragments: Fragments): boolean {
  const done = new Set<string>();
  const active = new Set<string>();
  const visit = (name: string): boolean => {
    if (active.has(name)) return true;
    if (done.has(name)) return false;
    done.add(name);
    active.add(name);
    const found = spreadsIn(fragments.get(name)).some(visit);
    active.delete(name);
    return found;
  };
  return [...fragments.keys()].some(visit);
}

/** The names of all fragments that a fragment spreads, at any depth of its own selection. */
function spreadsIn(fragment: FragmentDefinitionNode | undefined): string[] {
  const names: string[] = [];
  const pending = fragment ? [fragment.selectionSet] : [];
  for (let set = pending.pop(); set; set = pending.pop()) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) names.push(selection.name.value);
      else if (selection.selectionSet) pending.push(selection.selectionSet);
    }
  }
  return names;
}

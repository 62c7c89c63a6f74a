import { errorAt, type Place } from './errors.js';
import { type Evaluator, intrinsics } from './intrinsics.js';
import {
  account,
  attributeOf,
  hasPath,
  namePropertyOf,
  type Named,
  refOf,
  region,
} from './physical.js';
import type { Resource, Stack } from './stacks.js';

/** Stands for `AWS::NoValue`: the member that has it is not there. */
const NO_VALUE = Symbol('AWS::NoValue');

/** Everything that the scopes of several stacks share. */
interface Shared {
  /** Values of parameters, by name. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The ids that the host gives: of user pools, clients and keys. */
  readonly ids: ReadonlyMap<Resource, string>;
  readonly scopes: readonly Scope[];
}

/**
 * The scopes of stacks that may import from each other.
 * @throws SourceError for a condition that has no value
 */
export function createScopes(
  stacks: readonly Stack[],
  { parameters, ids }: Omit<Shared, 'scopes'>,
): Scope[] {
  const scopes: Scope[] = [];
  for (const stack of stacks) scopes.push(new Scope(stack, { parameters, ids, scopes }));
  return scopes;
}

/** A stack whose intrinsic functions come to something. */
export class Scope implements Evaluator {
  readonly stack: Stack;
  /** The resources that are there: those whose condition holds. */
  readonly resources = new Map<string, Resource>();
  readonly mappings: Readonly<Record<string, unknown>>;
  readonly #shared: Shared;
  /** The conditions that are being worked out: one that leads back to itself has no value. */
  readonly #asked: string[] = [];

  constructor(stack: Stack, shared: Shared) {
    this.stack = stack;
    this.mappings = stack.template.Mappings;
    this.#shared = shared;
    for (const [logicalId, resource] of Object.entries(stack.template.Resources)) {
      const { Condition } = resource;
      const place = this.#place(logicalId, 'Condition');
      if (Condition === undefined || this.conditionHolds(Condition, place)) {
        this.resources.set(logicalId, resource);
      }
    }
  }

  #place = (logicalId: string, property?: string): Place => ({
    file: this.stack.file,
    logicalId,
    property,
  });

  /** @throws SourceError */
  named = (logicalId: string): Named => {
    const resource = this.resources.get(logicalId)!;
    const property = namePropertyOf(resource);
    return {
      name: (property && this.#text(logicalId, property)) ?? logicalId,
      id: this.#shared.ids.get(resource) ?? logicalId,
      ...(hasPath(resource) && { path: this.#text(logicalId, 'Path') ?? '/' }),
    };
  };

  /** A property that is a text; undefined where it is not there. */
  #text = (logicalId: string, property: string): string | undefined => {
    const given = this.resources.get(logicalId)!.Properties[property];
    if (given === undefined) return undefined;
    const value = this.resolve(given, this.#place(logicalId, property));
    return typeof value === 'string' ? value : undefined;
  };

  /** A value of a resource's properties without intrinsic functions. @throws SourceError */
  resolve = (value: unknown, place: Place): unknown => {
    if (Array.isArray(value)) {
      return value.map((one) => this.resolve(one, place)).filter((one) => one !== NO_VALUE);
    }
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [name, args] = entries.length === 1 ? entries[0]! : ['', undefined];
    if (Object.hasOwn(intrinsics, name)) return intrinsics[name]!(args, place, this);
    if (name.startsWith('Fn::')) throw errorAt(place, `the host does not know ${name}`);
    return Object.fromEntries(
      entries
        .map(([key, one]) => [key, this.resolve(one, place)] as const)
        .filter(([, one]) => one !== NO_VALUE),
    );
  };

  ref = (name: string, place: Place): unknown => {
    const pseudo = pseudoParameters(this.stack.name);
    if (Object.hasOwn(pseudo, name)) return pseudo[name];
    if (Object.hasOwn(this.stack.template.Parameters, name)) return this.#parameter(name, place);
    const resource = this.resources.get(name);
    if (!resource) throw errorAt(place, `there is no parameter or resource ${name}`);
    return refOf(resource, this.named(name));
  };

  getAtt = (name: string, attribute: string, place: Place): string => {
    const resource = this.resources.get(name);
    if (!resource) throw errorAt(place, `there is no resource ${name}`);
    const value = attributeOf(resource, this.named(name), attribute);
    if (value !== undefined) return value;
    throw errorAt(
      place,
      `the host does not know the attribute ${attribute} of ${name} (${resource.Type})`,
    );
  };

  conditionHolds = (name: string, place: Place): boolean => {
    const value = this.stack.template.Conditions[name];
    if (value === undefined) throw errorAt(place, `there is no condition ${name}`);
    if (this.#asked.includes(name)) {
      throw errorAt(place, `the condition ${name} leads back to itself`);
    }
    this.#asked.push(name);
    try {
      const result = this.resolve(value, this.#place(name, 'Conditions'));
      return result === true || result === 'true';
    } finally {
      this.#asked.pop();
    }
  };

  imported = (name: string, place: Place): unknown => {
    for (const scope of this.#shared.scopes) {
      const found = scope.#exported(name);
      if (found !== undefined) return found;
    }
    throw errorAt(
      place,
      `Fn::ImportValue: no stack exports ${name}: name its template by another --template`,
    );
  };

  #exported(name: string): unknown {
    for (const [logicalId, value] of Object.entries(this.stack.template.Outputs)) {
      const { Value, Export } = value as { Value?: unknown; Export?: { Name?: unknown } };
      if (Export && this.resolve(Export.Name, this.#place(logicalId, 'Export')) === name) {
        return this.resolve(Value, this.#place(logicalId, 'Value'));
      }
    }
    return undefined;
  }

  #parameter(name: string, place: Place): unknown {
    const { Type, Default } = this.stack.template.Parameters[name]!;
    const value = this.#shared.parameters[name] ?? Default;
    if (value === undefined) {
      throw errorAt(
        place,
        `the parameter ${name} has no value: give it by --parameter ${name}=VALUE`,
      );
    }
    const isList = Type === 'CommaDelimitedList' || Type.startsWith('List<');
    return isList && typeof value === 'string' ? value.split(',').map((one) => one.trim()) : value;
  }
}

/** CloudFormation user guide, "Pseudo parameters". */
const pseudoParameters = (stackName: string): Readonly<Record<string, unknown>> => ({
  'AWS::AccountId': account,
  'AWS::Region': region,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': stackName,
  'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/local`,
  'AWS::NotificationARNs': [],
  'AWS::NoValue': NO_VALUE,
});

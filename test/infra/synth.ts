import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { addStacks, paths } from '../../infra/app.js';
import type { Context } from '../../infra/settings.js';

/** A template as CloudFormation gets it. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, unknown>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
}

export interface Resource {
  readonly Type: string;
  // CloudFormation's properties have no types here; each test says what it expects of them.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
}

/** cdk.json's context. */
export const cdkContext = (
  JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')) as {
    readonly context: Context;
  }
).context;

export interface Assembly {
  readonly app: App;
  /** The directory of templates and assets. */
  readonly directory: string;
  readonly templates: Readonly<Record<string, Template>>;
}

/**
 * Synthesises as `npx cdk synth -c …` does, without the rules of cdk-nag and CloudFormation: they take
 * longer than everything else, and synthesis.test.ts runs them.
 * @param settings come before those of cdk.json, as with `-c`.
 * @param extend is called with the app before it is synthesised.
 */
export function synthesise(
  settings: Context = {},
  { extend = (_app: App): void => {}, validate = false, built = paths } = {},
): Assembly {
  const directory = mkdtempSync(join(tmpdir(), 'synth-'));
  const app = new App({
    outdir: directory,
    context: { ...cdkContext, ...settings },
    builtinCloudFormationValidation: validate,
  });
  addStacks(app, built);
  extend(app);
  const { stacks } = app.synth();
  return {
    app,
    directory,
    templates: Object.fromEntries(
      stacks.map(({ stackName, template }) => [stackName, template as Template]),
    ),
  };
}

const kept = new Map<string, Assembly>();

/** The same, made once for all files of a worker. What it gives must not be changed. */
export function synthesised(settings: Context = {}, built = paths): Assembly {
  const key = JSON.stringify([settings, built]);
  const assembly = kept.get(key) ?? synthesise(settings, { built });
  kept.set(key, assembly);
  return assembly;
}

/** The product stack of one stage. */
export function synthesiseProduct(settings: Context & { readonly stage: string }): Template {
  return synthesised(settings).templates[`messages-${settings.stage}`]!;
}

/** The resources of a type, with their logical ids. */
export function resources(
  template: Template,
  type: string,
): (Resource & { readonly id: string })[] {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ id, ...resource }));
}

/** The one resource of a type. */
export function only(template: Template, type: string): Resource & { readonly id: string } {
  const [found, ...more] = resources(template, type);
  if (!found || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} of ${type}`);
  return found;
}

/** The logical id that a Ref or Fn::GetAtt points to. */
export function pointsTo(value: unknown): string | undefined {
  const { Ref, 'Fn::GetAtt': attribute } = (value ?? {}) as {
    readonly Ref?: string;
    readonly 'Fn::GetAtt'?: readonly string[];
  };
  return Ref ?? attribute?.[0];
}

/** Whatever CloudFormation takes as one or as a list. */
export const asList = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];

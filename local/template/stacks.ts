import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { SourceError } from '../manifest/errors.js';
import { parseJson } from '../manifest/readManifest.js';
import { expandServerless } from './serverless/expandServerless.js';
import { shortForms } from './shortForms.js';

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
  DependsOn: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((value) => [value].flat()),
  Metadata: z.record(z.string(), z.unknown()).default({}),
});
const parameter = z.object({ Type: z.string().default('String'), Default: z.unknown().optional() });
const template = z.object({
  Parameters: z.record(z.string(), parameter).default({}),
  Mappings: z.record(z.string(), z.unknown()).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), resource),
  Outputs: z.record(z.string(), z.unknown()).default({}),
  Globals: z.record(z.string(), z.unknown()).optional(),
});

export type Resource = z.output<typeof resource>;
/** A CloudFormation template ("Template anatomy"). */
export type Template = z.output<typeof template>;

/** A template, and the files that belong to it. */
export interface Stack {
  readonly name: string;
  /** As the user named it, for messages. */
  readonly file: string;
  /** Where relative paths begin. */
  readonly directory: string;
  readonly template: Template;
  /** The files and directories that CDK would upload, by their key in the bucket. */
  readonly assets: ReadonlyMap<string, string>;
}

/**
 * Reads templates: files of JSON or YAML, and folders that `cdk synth` made, with all their stacks.
 * @throws SourceError which names what is missing or not a template
 */
export async function readStacks(paths: readonly string[]): Promise<Stack[]> {
  const stacks: Stack[] = [];
  for (const path of paths) {
    const isFolder = await stat(path).then(
      (found) => found.isDirectory(),
      () => problem(path, 'there is no such file or folder'),
    );
    const files = isFolder ? await templatesOf(path) : [path];
    if (files.length === 0) problem(path, 'its manifest.json has no stack');
    stacks.push(...(await Promise.all(files.map(readStack))));
  }
  return stacks;
}

function problem(path: string, text: string): never {
  throw new SourceError([`${path}: ${text}`]);
}

const artifacts = z.object({
  artifacts: z
    .record(
      z.string(),
      z.object({
        type: z.string(),
        properties: z
          .object({ templateFile: z.string().optional(), directoryName: z.string().optional() })
          .optional(),
      }),
    )
    .default({}),
});

/** The templates of a cloud assembly, those of its stages among them. */
async function templatesOf(folder: string): Promise<string[]> {
  const manifest = join(folder, 'manifest.json');
  const text = await readFile(manifest, 'utf8').catch(() =>
    problem(folder, 'has no manifest.json: name the folder that `cdk synth` writes, or a template'),
  );
  const { success, data } = artifacts.safeParse(parsed(manifest, text));
  if (!success) problem(manifest, 'is not the manifest of a cloud assembly');
  const found = Object.values(data.artifacts).map(async ({ type, properties = {} }) => {
    const { templateFile, directoryName } = properties;
    if (type === 'aws:cloudformation:stack' && templateFile) return [join(folder, templateFile)];
    if (type === 'cdk:cloud-assembly' && directoryName) {
      return templatesOf(join(folder, directoryName));
    }
    return [];
  });
  return (await Promise.all(found)).flat();
}

async function readStack(file: string): Promise<Stack> {
  const text = await readFile(file, 'utf8').catch(() => problem(file, 'cannot be read'));
  const { success, data, error } = template.safeParse(parsed(file, text));
  if (!success) {
    const [issue] = error.issues;
    const where = [issue!.path.join('.'), issue!.message].filter(Boolean).join(': ');
    problem(file, `is not a CloudFormation template: ${where}`);
  }
  const directory = dirname(resolve(file));
  return {
    name: basename(file).replace(/(\.template)?\.(json|ya?ml)$/, ''),
    file,
    directory,
    template: expandServerless(file, data),
    assets: await readAssets(directory),
  };
}

/** YAML is a superset of JSON, but slow; CDK's templates are JSON. */
function parsed(file: string, text: string): unknown {
  if (/^\s*\{/.test(text)) return parseJson(file, text);
  const document = parseDocument(text, { customTags: shortForms, schema: 'core' });
  const [first] = document.errors;
  if (first) problem(file, `is not YAML: ${first.message.split('\n')[0]!.replace(/:$/, '')}`);
  return document.toJS();
}

const assetManifest = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

async function readAssets(directory: string): Promise<Map<string, string>> {
  const assets = new Map<string, string>();
  const names = (await readdir(directory)).filter((name) => name.endsWith('.assets.json'));
  for (const name of names) {
    const file = join(directory, name);
    const { data } = assetManifest.safeParse(parsed(file, await readFile(file, 'utf8')));
    for (const { source, destinations } of Object.values(data?.files ?? {})) {
      for (const { objectKey } of Object.values(destinations)) {
        if (source.path !== undefined) assets.set(objectKey, join(directory, source.path));
      }
    }
  }
  return assets;
}

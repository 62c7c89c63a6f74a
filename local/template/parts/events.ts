import { z } from 'zod';
import { type FilterRule, isRule } from '../../lambda/eventFilter.js';
import type { Scope } from '../scope.js';
import { allOf, propertiesOf } from '../read.js';
import type { NotServed } from './resolvers.js';

/** A table's stream that calls a function. */
export interface StreamMapping {
  readonly logicalId: string;
  readonly tableName: string;
  readonly functionName: string;
  /** A record must fit one of them; none: every record. */
  readonly filters: readonly FilterRule[];
  readonly retries: number;
}

/** A function that is called again and again. */
export interface Schedule {
  readonly functionArn: string;
  readonly everyMilliseconds: number;
}

const mapping = z.object({
  EventSourceArn: z.string().optional(),
  FunctionName: z.string(),
  FilterCriteria: z
    .object({ Filters: z.array(z.object({ Pattern: z.string() })).default([]) })
    .optional(),
  MaximumRetryAttempts: z.coerce.number().default(-1),
});
const rule = z.object({
  ScheduleExpression: z.string().optional(),
  State: z.string().default('ENABLED'),
  Targets: z.array(z.object({ Arn: z.string() })).default([]),
});

/** How often a record is tried again where the template does not limit it; on Lambda until it is a day old. */
const RETRIES = 10;

/** The event source mappings of tables' streams. @throws TemplateError */
export function readStreamMappings(
  scopes: readonly Scope[],
  notServed: NotServed[],
): StreamMapping[] {
  const mappings: StreamMapping[] = [];
  for (const found of allOf(scopes, 'AWS::Lambda::EventSourceMapping')) {
    const { logicalId } = found;
    const {
      EventSourceArn = '',
      FunctionName,
      FilterCriteria,
      MaximumRetryAttempts,
    } = propertiesOf(found, mapping);
    const [, tableName] =
      /^arn:aws:dynamodb:[^:]*:[^:]*:table\/([^/]+)\/stream\//.exec(EventSourceArn) ?? [];
    if (tableName === undefined) {
      notServed.push({ logicalId, text: 'its source is no stream of a table: it calls nothing' });
      continue;
    }
    const filters = (FilterCriteria?.Filters ?? []).map(({ Pattern }) => ruleOf(Pattern));
    if (!filters.every(isRule)) {
      const text = 'its filter has more than texts and { "prefix": … }: it calls nothing';
      notServed.push({ logicalId, text });
      continue;
    }
    mappings.push({
      logicalId,
      tableName,
      functionName: FunctionName,
      filters,
      retries: MaximumRetryAttempts < 0 ? RETRIES : MaximumRetryAttempts,
    });
  }
  return mappings;
}

function ruleOf(pattern: string): unknown {
  try {
    return JSON.parse(pattern);
  } catch {
    return undefined;
  }
}

const units: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** The functions that a rule calls every so often. @throws TemplateError */
export function readSchedules(scopes: readonly Scope[], notServed: NotServed[]): Schedule[] {
  const schedules: Schedule[] = [];
  for (const found of allOf(scopes, 'AWS::Events::Rule')) {
    const { logicalId } = found;
    const { ScheduleExpression = '', State, Targets } = propertiesOf(found, rule);
    const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(ScheduleExpression) ?? [];
    if (count === undefined) {
      notServed.push({ logicalId, text: 'only rules with a rate are served: it calls nothing' });
      continue;
    }
    if (State !== 'ENABLED') continue;
    for (const { Arn } of Targets) {
      schedules.push({ functionArn: Arn, everyMilliseconds: Number(count) * units[unit!]! });
    }
  }
  return schedules;
}

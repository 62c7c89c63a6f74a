import type { Area } from './row';
import { cognito } from './rows/cognito';
import { context } from './rows/context';
import { delivery } from './rows/delivery';
import { dynamodb } from './rows/dynamodb';
import { facts } from './rows/facts';
import { graphql } from './rows/graphql';
import { http } from './rows/http';
import { language } from './rows/language';
import { pipeline } from './rows/pipeline';
import { realtime } from './rows/realtime';
import { requests } from './rows/requests';
import { sandbox } from './rows/sandbox';
import { schema } from './rows/schema';
import { utils } from './rows/utils';
import { validation } from './rows/validation';

/** Every part of the host, in the order of `docs/fidelity.md`. */
export const areas: readonly Area[] = [
  language,
  sandbox,
  context,
  facts,
  utils,
  pipeline,
  dynamodb,
  requests,
  graphql,
  validation,
  schema,
  http,
  realtime,
  delivery,
  cognito,
];

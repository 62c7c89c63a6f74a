import {
  createEngine,
  type GraphQLEngine,
  type GraphQLRequest,
} from '../../local/appsync/graphql/engine.js';
import type {
  ApiDefinition,
  Authorizer,
  AuthType,
  Caller,
  MutationEvent,
  ResolverAnswer,
  ResolverContext,
  UserPoolIdentity,
} from '../../local/appsync/types.js';

/** An API of another project, a shop. It shares nothing with direct messages. */
export const shopSchema = /* GraphQL */ `
  schema {
    query: Query
    mutation: Mutation
    subscription: Subscription
  }
  type Query {
    order(id: ID, state: State, filter: OrderFilter): Order
    orders: [Order!]!
    item(id: ID!): Item
    count: Int!
    things: [Thing]
    stamp(at: AWSDateTime, day: AWSDate, phone: AWSPhone, json: AWSJSON): String
    page(limit: Int = 20): String
  }
  type Mutation {
    placeOrder(input: OrderInput!): Order
    cancelOrder(id: ID!): Order
    touch: String
  }
  type Subscription {
    onPlaceOrder(customer: String, total: Int): Order @aws_subscribe(mutations: ["placeOrder"])
    onAnyOrder: Order @aws_subscribe(mutations: ["placeOrder", "cancelOrder"])
  }
  enum State {
    OPEN
    SHIPPED
  }
  input OrderFilter {
    customer: String
    state: State
    least: Least
  }
  input Least {
    total: Int!
  }
  input OrderInput {
    customer: String!
    total: Int
    lines: [LineInput!]
  }
  input LineInput {
    item: ID!
    amount: Int = 1
  }
  type Order {
    id: ID!
    customer: String
    total: Int
    placedAt: AWSDateTime
    lines: [Line!]
    main: Line
  }
  type Line {
    item: Item!
    amount: Int
  }
  type Item {
    id: ID!
    name: String!
    price: Float
  }
  type Note {
    text: String
  }
  union Thing = Item | Note
`;

export type Resolver = (context: ResolverContext) => unknown;

/** A resolver's answer in a test where a value alone is not enough. */
export class Answer {
  constructor(readonly answer: Partial<ResolverAnswer>) {}
}

export const identity: UserPoolIdentity = {
  sub: 'sub-of-ada',
  issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_shop',
  username: 'ada',
  claims: { sub: 'sub-of-ada' },
  sourceIp: ['127.0.0.1'],
  groups: null,
  defaultAuthStrategy: 'ALLOW',
};

export const ada: Caller = { authType: 'User Pool Authorization', identity, expiresAt: Infinity };
export const anybody: Caller = {
  authType: 'API Key Authorization',
  identity: null,
  expiresAt: Infinity,
};

const mode = (authType: AuthType): Authorizer => ({ authType, authorize: async () => undefined });

export interface Shop {
  readonly engine: GraphQLEngine;
  readonly events: MutationEvent[];
  readonly invalidated: unknown[];
  readonly logged: object[];
  run(
    query: string,
    variables?: GraphQLRequest['variables'],
    caller?: Caller,
  ): ReturnType<GraphQLEngine['execute']>;
}

/** An engine for the shop's schema or another one. The given functions resolve its fields. */
export function openShop(
  resolvers: Readonly<Record<string, Resolver>>,
  {
    schema = shopSchema,
    modes = ['User Pool Authorization'] as readonly AuthType[],
    ...definition
  }: Partial<ApiDefinition> & {
    modes?: readonly AuthType[];
  } = {},
): Shop {
  const events: MutationEvent[] = [];
  const invalidated: unknown[] = [];
  const logged: object[] = [];
  const code = { fileName: 'shop.js', text: '' };
  const engine = createEngine({
    api: {
      schema,
      dataSources: {},
      functions: {},
      resolvers: Object.fromEntries(
        Object.keys(resolvers).map((key) => [
          key,
          { kind: 'UNIT' as const, code, dataSource: 'none' },
        ]),
      ),
      environment: { STAGE: 'test' },
      authorizers: modes.map(mode),
      ...definition,
    },
    async resolveField(field, context) {
      const value = await resolvers[field]?.(context);
      const plain: ResolverAnswer = {
        value: value ?? null,
        errors: [],
        failed: false,
        extensions: {},
      };
      return value instanceof Answer ? { ...plain, value: null, ...value.answer } : plain;
    },
    publisher: {
      publish: (event) => events.push(event),
      invalidate: (subscriptionField, payload) => invalidated.push({ subscriptionField, payload }),
    },
    log: { error: (details) => logged.push(details) },
  });
  return {
    engine,
    events,
    invalidated,
    logged,
    run: (query, variables, caller = ada) =>
      engine.execute({ query, variables }, caller, { host: 'shop.example' }),
  };
}

export const failing = (
  message: string,
  errorType: string | null = null,
  data: unknown = null,
  errorInfo: unknown = null,
) => new Answer({ failed: true, errors: [{ message, errorType, data, errorInfo }] });

/** The settings of both servers, from their parent: `process.argv[2]`, JSON. */
export const settings = JSON.parse(process.argv[2]);

/** What AppSync brings to the schema, for servers that do not know it. */
export const definitions = `scalar AWSDateTime
directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION
directive @aws_auth(cognito_groups: [String!]!) on FIELD_DEFINITION`;

/** Sends the port to the parent, and ends with the parent. */
export const serveParent = (port) => {
  process.once('disconnect', () => process.exit());
  process.send(port);
};

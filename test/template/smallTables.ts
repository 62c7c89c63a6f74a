export const table = (id: string, more = ''): string => `
  ${id}:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: ${id}-${Math.random().toString(36).slice(2)}
      BillingMode: PAY_PER_REQUEST
      KeySchema: [{ AttributeName: pk, KeyType: HASH }]
      AttributeDefinitions: [{ AttributeName: pk, AttributeType: S }]
      ${more}
`;
/** A resolver of a table's data source that puts an item, or gets it. */
export const tableResolver = (field: string, source: string, request: string): string => {
  const [type, name] = field.split('.');
  return `
  ${type}${name}:
    Type: AWS::AppSync::Resolver
    Properties:
      ApiId: !GetAtt Api.ApiId
      TypeName: ${type}
      FieldName: ${name}
      DataSourceName: !GetAtt ${source}.Name
      Code: |
        export function request(ctx) { return ${request}; }
        export function response(ctx) {
          return ctx.error ? ctx.error.message : ctx.result && ctx.result.pk;
        }
`;
};
export const get = "{ operation: 'GetItem', key: { pk: { S: ctx.args.pk } } }";
export const put = "{ operation: 'PutItem', key: { pk: { S: ctx.args.pk } }, attributeValues: {} }";

/** The data source `Source` of the table `Notes`, with a role that has one statement. */
export const notesSource = (statement: string): string => `
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{ PolicyName: p, PolicyDocument: { Version: '2012-10-17', Statement: ${statement} } }]
  Source:
    Type: AWS::AppSync::DataSource
    Properties:
      ApiId: !GetAtt Api.ApiId
      Name: notes
      Type: AMAZON_DYNAMODB
      ServiceRoleArn: !GetAtt Role.Arn
      DynamoDBConfig: { TableName: !Ref Notes, AwsRegion: us-east-1 }
`;

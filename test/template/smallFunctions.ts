import { apiWithKey } from './smallTemplates.js';

const indented = (text: string, by: number): string =>
  text.trim().replaceAll('\n', `\n${' '.repeat(by)}`);

/** A role that may call each function. */
export const mayCall = `
  Caller:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: calls
          PolicyDocument:
            Version: '2012-10-17'
            Statement: { Effect: Allow, Action: 'lambda:InvokeFunction', Resource: '*' }
`;
/** A function with its code in the template, a data source, and a resolver without code. */
export const lambda = (
  name: string,
  code: string,
  { properties = '', resolver = '' } = {},
): string => `
  ${name}:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      ${properties.includes('Role:') ? '' : 'Role: !GetAtt Caller.Arn'}
      ${properties.includes('Timeout') ? '' : 'Timeout: 30'}
      ${indented(properties, 6)}
      Code:
        ZipFile: |
          ${indented(code, 10)}
  ${name}Source:
    Type: AWS::AppSync::DataSource
    Properties:
      ApiId: !GetAtt Api.ApiId
      Name: ${name}
      Type: AWS_LAMBDA
      ServiceRoleArn: !GetAtt Caller.Arn
      LambdaConfig: { LambdaFunctionArn: !GetAtt ${name}.Arn }
  ${name}Resolver:
    Type: AWS::AppSync::Resolver
    DependsOn: ${name}Source
    Properties:
      ApiId: !GetAtt Api.ApiId
      TypeName: Query
      FieldName: ${name}
      DataSourceName: ${name}
      ${indented(resolver, 6)}
`;
/** An API whose fields of Query are functions. */
export const apiOf = (
  functions: Readonly<Record<string, string | [string, object]>>,
  more = '',
) => {
  const names = Object.keys(functions);
  const sdl = `type Query {\n${names.map((name) => `  ${name}(a: Int): String`).join('\n')}\n}`;
  const made = Object.entries(functions).map(([name, one]) =>
    typeof one === 'string' ? lambda(name, one) : lambda(name, ...one),
  );
  return apiWithKey(sdl, mayCall + made.join('') + more);
};

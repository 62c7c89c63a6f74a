import { test } from 'vitest';
import { answering, apiWithKey, useTemplates } from './smallTemplates.js';
const t = useTemplates();
const fn = (id: string, code: string, more='') => `
  ${id}:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Timeout: 2
${more}
      Code:
        ZipFile: |
          ${code.replaceAll('\n','\n          ')}
  ${id}Source:
    Type: AWS::AppSync::DataSource
    Properties: { ApiId: !GetAtt Api.ApiId, Name: ${id}, Type: AWS_LAMBDA, ServiceRoleArn: !GetAtt Role.Arn, LambdaConfig: { LambdaFunctionArn: !GetAtt ${id}.Arn } }
  ${id}Resolver:
    Type: AWS::AppSync::Resolver
    DependsOn: ${id}Source
    Properties: { ApiId: !GetAtt Api.ApiId, TypeName: Query, FieldName: ${id}, DataSourceName: ${id} }
`;
const role = `
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{ PolicyName: p, PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: 'lambda:InvokeFunction', Resource: '*' }] } }]`;
const names = { ok: "exports.handler = async (e) => JSON.stringify(e);", err: "exports.handler = async () => { const e = new Error('no'); e.name='Mine'; throw e; };",
 slow: "exports.handler = () => new Promise(() => {});", exits: "exports.handler = () => process.exit(3);", missing: "exports.other = 1;", syntax: "exports.handler = (", cb: "exports.handler = (e, c, done) => done(null, 'called back');", cberr: "exports.handler = (e, c, done) => done(new Error('back'));", str: "exports.handler = async () => { throw 'text'; };", undef: "exports.handler = async () => {};", ctx: "exports.handler = async (e, c) => JSON.stringify({...c, left: c.getRemainingTimeInMillis(), env: process.env});", circ: "exports.handler = async () => { const a = {}; a.a = a; return a; };", big: "exports.handler = async () => 1n;", sync: "exports.handler = () => 'sync';", throwsLoad: "throw new Error('at load');", esm: "export const handler = async () => 'esm';", tdelay: "exports.handler = async () => { setTimeout(() => { throw new Error('later'); }, 0); await new Promise((r) => setTimeout(r, 50)); return 'x'; };", cbAndPromise: "exports.handler = (e, c, done) => { setTimeout(() => done(null, 'late'), 20); };" };
test('all', async () => {
  const sdl = 'type Query {\n' + Object.keys(names).map(n=>`  ${n}(a: Int): String`).join('\n') + '\n}';
  const s = await t.start({ 'api.yaml': apiWithKey(sdl, role + Object.entries(names).map(([n,c])=>fn(n,c)).join('')) });
  for (const n of Object.keys(names)) { const t0=Date.now(); console.log(n, JSON.stringify(await s.ask(`{ ${n}(a: 1) }`)), Date.now()-t0); }
  console.log(s.logged.map(l=>`${l.level} ${l.function} ${l.msg}`).join('\n'));
}, 120000);

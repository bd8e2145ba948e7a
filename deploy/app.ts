/** Synthesises the stack from the context that `cdk deploy -c name=value` sets; see the README. */
import { App } from 'aws-cdk-lib';
import { settingsFrom } from './settings.js';
import { VirtualProctorStack } from './stack.js';

const app = new App();
new VirtualProctorStack(app, 'VirtualProctor', {
  ...settingsFrom((name) => app.node.tryGetContext(name)),
  env: { account: process.env['CDK_DEFAULT_ACCOUNT'], region: process.env['CDK_DEFAULT_REGION'] },
  description: 'Virtual Proctor: a GraphQL API with real-time subscriptions for proctoring online exams',
});
app.synth();

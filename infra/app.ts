import { App } from 'aws-cdk-lib';
import flags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { addStage } from './stages.ts';

// Here and not in cdk.json, so that the template is the same with and without the CDK's command line.
const context = {
  ...flags,
  // Exports and imports: a stack that others rely on cannot be torn away from under them.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
};

const app = new App({ context });
addStage(app, 'seriate');
app.synth();

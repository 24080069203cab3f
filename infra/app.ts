import { App } from 'aws-cdk-lib';
import { addStage } from './stages.ts';

const app = new App();
addStage(app, 'seriate');
app.synth();

import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take long, by the beginning of their path, in the order in which they start. The first product that is started makes the
 * bundles, and the next ones would wait for them: so files without a product stand between it and them.
 */
const slowest = [
  'test/e2e/power-cut',
  'edge-agent/line/power-cut',
  'shared/epcis/round-trip',
  'test/e2e/doors',
  'console/epcis-tool/hash-events',
  'test/conformance/epcis/http/http',
  'test/e2e/',
  'functions/common/capture/crashes',
  'functions/common/integrity/',
  'edge-agent/',
  'functions/',
  'console/',
];

/** Begins with what takes longest, so that all workers end at about the same time, whether or not an earlier run has left its times. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    const { root } = this.ctx.config;
    const place = ({ moduleId }: TestSpecification) => {
      const at = slowest.findIndex((beginning) => moduleId.slice(root.length + 1).startsWith(beginning));
      return at < 0 ? slowest.length : at;
    };
    return others.toSorted((a, b) => place(a) - place(b));
  }
}

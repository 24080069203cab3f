import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { Component, type ReactNode } from 'react';

interface Props {
  /** What is shown: whoever goes on from what failed sees the next. */
  readonly at: string;
  readonly children: ReactNode;
}

/** A page that fails takes no other with it: it says so, with the way to load it again. */
export class FaultBoundary extends Component<Props, { readonly fault: string | undefined }> {
  override state = { fault: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { fault: String(error) };
  }

  override componentDidUpdate({ at }: Props) {
    if (at !== this.props.at && this.state.fault !== undefined) this.setState({ fault: undefined });
  }

  override render() {
    if (this.state.fault === undefined) return this.props.children;
    const again = <Button onClick={() => location.reload()}>Load the page again</Button>;
    return (
      <Alert type="error" header="This page failed" action={again}>
        {this.state.fault}. If it fails again, tell who runs this installation what you did.
      </Alert>
    );
  }
}

import { Component, type ReactNode } from 'react';
import { useTexts } from '../texts/language.ts';

interface Needs {
  readonly children: ReactNode;
  readonly onFail: () => void;
  /** Has the room made anew. */
  readonly onAgain: () => void;
}

/** A room that cannot be shown leaves the rest of the page as it is: the agent was away for a moment, or has another release by now, and no more what this page asks for. */
export class RoomBoundary extends Component<Needs, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override componentDidCatch() {
    this.props.onFail();
  }

  override render() {
    return this.state.hasFailed ? <TryAgain onAgain={this.props.onAgain} /> : this.props.children;
  }
}

function TryAgain({ onAgain }: Pick<Needs, 'onAgain'>) {
  const { roomFailed, tryAgain, loadAgain } = useTexts();
  return (
    <section className="panel" role="alert">
      <p>{roomFailed}</p>
      <div className="bar">
        <button type="button" className="main" onClick={onAgain}>
          {tryAgain}
        </button>
        <button type="button" onClick={() => location.reload()}>
          {loadAgain}
        </button>
      </div>
    </section>
  );
}

import { Component, type ReactNode } from 'react';
import { useTexts } from '../texts/language.ts';

/** A room that cannot be shown (the agent has another release by now, and no more what this page asks for) leaves the rest of the page as it is. */
export class RoomBoundary extends Component<{ readonly children: ReactNode }, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? <LoadAgain /> : this.props.children;
  }
}

function LoadAgain() {
  const { roomFailed, loadAgain } = useTexts();
  return (
    <section className="panel" role="alert">
      <p>{roomFailed}</p>
      <button type="button" className="main" onClick={() => location.reload()}>
        {loadAgain}
      </button>
    </section>
  );
}

import { useEffect, useRef, useState } from 'react';

/** True from when the element has come into view, or is about to: what takes much to load is loaded for those who look at it. */
export function useSeen<Of extends Element>() {
  const element = useRef<Of>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const { current } = element;
    if (current === null || isSeen) return;
    const observer = new IntersectionObserver((entries) => setSeen(entries.some((one) => one.isIntersecting)));
    observer.observe(current);
    return () => observer.disconnect();
  }, [isSeen]);
  return { element, isSeen };
}

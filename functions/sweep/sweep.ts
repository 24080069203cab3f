/** Everything a sweep does; what fails does not keep the rest from being done, and is thrown in the end. */
export const sweep =
  (
    wake: () => Promise<{ woken: number }>,
    plan: () => Promise<{ planned: number }>,
    announce: () => Promise<{ announcing: number }>,
    fetch: () => Promise<{ begun: number }>,
  ) =>
  async () => {
    const [woken, planned, announcing, begun] = await Promise.allSettled([wake(), plan(), announce(), fetch()]);
    if (woken.status === 'rejected') throw woken.reason;
    if (planned.status === 'rejected') throw planned.reason;
    if (announcing.status === 'rejected') throw announcing.reason;
    if (begun.status === 'rejected') throw begun.reason;
    return { ...woken.value, ...planned.value, ...announcing.value, ...begun.value };
  };

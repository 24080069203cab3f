/** Everything a sweep does; what fails does not keep the rest from being done, and is thrown in the end. */
export const sweep = (wake: () => Promise<{ woken: number }>, plan: () => Promise<{ planned: number }>) => async () => {
  const [woken, planned] = await Promise.allSettled([wake(), plan()]);
  if (woken.status === 'rejected') throw woken.reason;
  if (planned.status === 'rejected') throw planned.reason;
  return { ...woken.value, ...planned.value };
};

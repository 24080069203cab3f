type Child = Node | string | number | undefined;

/** Makes an element. Text is always set as text, so nothing that came over the wire is read as markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(
    ...children.filter((child) => child !== undefined).map((child) => (child instanceof Node ? child : `${child}`)),
  );
  return made;
}

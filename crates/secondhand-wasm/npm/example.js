// Underlines second-hand quotations in an editor, and changes nothing else in it:
// ::highlight(secondhand) { text-decoration: underline 2px #a85f00 }
import { analyze, load } from "secondhand";

export async function mark(editor, publisher) {
  await load();
  const nodes = [];
  let text = "";
  const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
  for (let block, node = walker.nextNode(); node; node = walker.nextNode()) {
    const own = node.parentElement.closest("p, h1, h2, h3, li, blockquote, div");
    if (own !== block && text) text += "\n\n";
    nodes.push([text.length, node]);
    [block, text] = [own, text + node.data];
  }
  const point = (at) => {
    const [start, node] = nodes.findLast(([start]) => start <= at);
    return [node, Math.min(at - start, node.length)];
  };
  const found = analyze(text, { publisher }).found.attributions.filter((a) => a.provenance === "secondhand");
  const ranges = found.flatMap((a) => a.content).map(({ start, end }) => {
    const range = new Range();
    range.setStart(...point(start));
    range.setEnd(...point(end));
    return range;
  });
  CSS.highlights.set("secondhand", new Highlight(...ranges));
}

// Tags a corpus file with wink-nlp, for derive_lexicons.py.
//
//   npm install wink-nlp wink-eng-lite-web-model     (outside the repository)
//   NODE_PATH=.../node_modules node tools/tag_corpus.js CORPUS.jsonl TAGS.jsonl
//
// One line an article: its id, the tokens, and a universal part of speech for each.
const { createWriteStream, readFileSync } = require('fs')
const nlp = require('wink-nlp')(require('wink-eng-lite-web-model'), ['sbd', 'pos'])

const [corpus, tags] = process.argv.slice(2)
const out = createWriteStream(tags)
for (const line of readFileSync(corpus, 'utf8').split('\n')) {
  if (!line) continue
  const article = JSON.parse(line)
  const tokens = nlp.readDoc(article.text).tokens()
  out.write(JSON.stringify({
    id: article.id,
    tokens: tokens.out(nlp.its.value),
    pos: tokens.out(nlp.its.pos),
  }) + '\n')
}
out.end()

// Reads a bibliography as programs that import citations do: node read.mjs zotero|citation-js <file.
import {text} from "node:stream/consumers"
import {Cite} from "@citation-js/core"
import "@citation-js/plugin-bibtex"
import "@citation-js/plugin-ris"
import {parse} from "@retorquere/bibtex-parser"  // by which Better BibTeX imports into Zotero

const readers = {
  "citation-js": file => new Cite(file).data.map(({_graph, ...fields}) => fields),
  zotero: file => {
    const {entries, errors} = parse(file, {sentenceCase: false})
    if (errors.length) throw new Error(JSON.stringify(errors))
    return entries.map(({fields}) => fields)
  },
}
console.log(JSON.stringify(readers[process.argv[2]](await text(process.stdin))))

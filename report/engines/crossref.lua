-- Quarto's cross-references for plain pandoc: @fig-x, @tbl-x, @eq-x, @sec-x, [-@fig-x], and callouts.
-- Runs before citeproc, so that no reference is taken for a citation. An unknown one stops pandoc.
-- The words come from the metadata `crossref`, as in Quarto: fig-title, fig-prefix, title-delim and so on.

local words, numbers, counts, sections = {}, {}, { fig = 0, tbl = 0, eq = 0 }, {}
local typst = FORMAT == 'typst'
local NO_BREAK = '\u{a0}'

local function kind(id)
  local found = id:match('^(%a+)%-')
  return (counts[found] or found == 'sec') and found
end

local function word(name, otherwise)
  return words[name] and pandoc.utils.stringify(words[name]) or otherwise
end

local function quoted(text)
  return '"' .. text:gsub('[\\"]', '\\%0') .. '"'
end

local function count(id)
  local what = kind(id)
  counts[what] = counts[what] + 1
  numbers[id] = tostring(counts[what])
  return numbers[id]
end

-- The label before a caption, as Quarto writes it: "Fig. 1. ".
local function labelled(id, blocks)
  local what = kind(id)
  local label = word(what .. '-title', what) .. NO_BREAK .. count(id) .. word('title-delim', ':')
  local first = blocks[1]
  first.content = { pandoc.Strong(label), pandoc.Space() } .. first.content
  return blocks
end

-- Pandoc writes no alternative text into typst, and into DOCX the caption unless it is told.
local function picture(image)
  local alternative = image.attributes['fig-alt'] or ''
  if typst then
    local width = image.attributes.width or '100%'
    return pandoc.RawInline('typst', ('#image(%q, width: %s, alt: %s)'):format(image.src, width, quoted(alternative)))
  end
  image.attributes = { alt = alternative, width = image.attributes.width or '100%' }
  return image
end

local function figure(block)
  if kind(block.identifier) ~= 'fig' then return end
  block.caption.long = labelled(block.identifier, block.caption.long)
  block.content = block.content:walk { Image = picture }
  return block
end

local function header(block)
  if block.classes:includes('unnumbered') then return end
  for level = block.level + 1, #sections do sections[level] = 0 end
  for level = #sections + 1, block.level do sections[level] = 0 end
  sections[block.level] = sections[block.level] + 1
  numbers[block.identifier] = table.concat(sections, '.', 1, block.level)
end

-- A formula with an alternative text, its source: a tagged PDF has to have one.
local function formula(element, id)
  if not typst then return end
  local display = element.mathtype == 'DisplayMath'
  local body = pandoc.write(pandoc.Pandoc { pandoc.Plain { element } }, 'typst'):gsub('%s+$', '')
  local numbering = display and (id and ', numbering: "(1)"' or ', numbering: none') or ''
  local code = ('#math.equation(alt: %s, block: %s%s, %s)'):format(quoted(element.text), display, numbering, body)
  return pandoc.RawInline('typst', id and '#[' .. code .. '<' .. id .. '>]' or code)
end

-- A formula on a line of its own: $$ ... $$ {#eq-x}
local function equation(block)
  local shown, last = block.content[1], block.content[#block.content]
  if not (shown and shown.t == 'Math' and shown.mathtype == 'DisplayMath') then return end
  local id = last.t == 'Str' and last.text:match('^{#(eq%-[%w_-]+)}$')
  if not id then return end
  local number = count(id)
  if typst then
    return pandoc.Para { formula(shown, id) }
  end
  shown.text = shown.text .. ' \\qquad (' .. number .. ')'
  return pandoc.Para { pandoc.Span({ shown }, { id = id }) }
end

local function callout(block)
  for _, class in ipairs(block.classes) do
    if class:match('^callout%-') then
      local head = block.content[1]
      if head and head.t == 'Header' then block.content[1] = pandoc.Para(pandoc.Strong(head.content)) end
      if not typst then return pandoc.BlockQuote(block.content) end
      return { pandoc.RawBlock('typst', '#callout[') } .. block.content .. { pandoc.RawBlock('typst', ']') }
    end
  end
end

local function reference(citation)
  local id = citation.id
  if not numbers[id] then error('no such reference: @' .. id, 0) end
  local prefix = pandoc.Inlines {}
  if #citation.prefix > 0 then
    prefix = citation.prefix .. { pandoc.Str(NO_BREAK) }
  elseif citation.mode ~= 'SuppressAuthor' then
    prefix:insert(pandoc.Str(word(kind(id) .. '-prefix', kind(id)) .. NO_BREAK))
  end
  return pandoc.Link(prefix .. { pandoc.Str(numbers[id]) }, '#' .. id)
end

local function cite(element)
  if not kind(element.citations[1].id) then return end
  local found = pandoc.Inlines {}
  for i, citation in ipairs(element.citations) do
    if i > 1 then found:extend { pandoc.Str(','), pandoc.Space() } end
    found:insert(reference(citation))
  end
  return found
end

-- Names such as K-Means do not break at their hyphen; in print a box holds them, and they can still be copied.
local function hold(element)
  local before, name, after = element.text:match('^(.-)(%f[%w]%u?%l?%-[^%s%p]+)(.*)$')
  if typst and name then
    return { pandoc.Str(before), pandoc.RawInline('typst', '#box['), pandoc.Str(name), pandoc.RawInline('typst', ']'),
      pandoc.Str(after) }
  end
end

function Pandoc(document)
  words = document.meta.crossref or {}
  local blocks = document.blocks:walk { Div = callout }
  blocks = blocks:walk { Figure = figure, Header = header, Para = equation, Table = function(block)
    if kind(block.identifier) == 'tbl' then
      block.caption.long = labelled(block.identifier, block.caption.long)
      return block
    end
  end }
  local last = { Cite = cite, Str = hold, Math = formula }
  document.blocks = blocks:walk(last)
  if document.meta.abstract then document.meta.abstract = document.meta.abstract:walk(last) end
  return document
end

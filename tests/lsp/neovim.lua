-- Opens a paper, looks at what is shown, adds what is missing, and writes down what has come of it.
local python, out = vim.env.PYTHON, vim.env.OUT
vim.o.hidden = true
vim.cmd("edit references.bib")
local library = vim.fn.bufnr()
vim.cmd("edit paper.tex")
local paper = vim.fn.bufnr()
local settings = { name = "bibtools", cmd = { python, "-m", "bibtools", "lsp" }, root_dir = vim.fn.getcwd() }
local start = vim.lsp.start_client
local id = start(settings)
for _, buffer in ipairs({ paper, library }) do
  vim.lsp.buf_attach_client(buffer, id)
end
local client = vim.lsp.get_client_by_id(id)
local function codes()
  return vim.tbl_map(function(each) return { each.code, each.lnum, each.col, each.source } end, vim.diagnostic.get(paper))
end
vim.wait(60000, function() return #vim.diagnostic.get(paper) > 0 end, 50)
local before = codes()
local where = { line = 0, character = 14 }
local params = {
  textDocument = { uri = vim.uri_from_bufnr(paper) },
  range = { start = where, ["end"] = where },
  context = { diagnostics = {} },
}
local found = client.request_sync("textDocument/codeAction", params, 60000, paper).result
local titles = vim.tbl_map(function(each) return each.title end, found)
client.request_sync("workspace/executeCommand", found[1].command, 60000, paper)
vim.wait(60000, function() return #vim.diagnostic.get(paper) == 0 end, 50)
local lines = vim.api.nvim_buf_get_lines(library, 0, -1, false)
local done = { before = before, titles = titles, after = codes(), library = lines }
local file = io.open(out, "w")
file:write(vim.fn.json_encode(done))
file:close()
vim.cmd("qa!")

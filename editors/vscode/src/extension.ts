// A thin client: everything that is known of papers is known by the server, `bibtools lsp`.

import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, State } from "vscode-languageclient/node";
import { ReadingList, type Paper } from "./readingList";
import { find } from "./server";

const LANGUAGES = [
  "latex", "tex", "latex-expl3", "bibtex", "markdown", "quarto", "typst", "org", "restructuredtext", "html",
];
const HOW_TO_INSTALL = "pip install '.[lsp]'";
const NOT_FOUND = `bibtools with its language server was not found. Install it from a checkout with: ${HOW_TO_INSTALL}`;
const COMMANDS = {
  "bibtools.syncPaper": "bibtools.sync",
  "bibtools.checkTheLinks": "bibtools.checkLinks",
  "bibtools.verifyEntries": "bibtools.verify",
  "bibtools.lookAgain": "bibtools.refresh",
};

let client: LanguageClient | undefined;
let status: vscode.StatusBarItem;
let log: vscode.LogOutputChannel;

function show(icon: string, tooltip: string, command: string): void {
  status.text = `$(${icon}) bibtools`;
  status.tooltip = tooltip;
  status.command = command;
  status.show();
}

function showState(state: State, program: string): void {
  void vscode.commands.executeCommand("setContext", "bibtools.isRunning", state === State.Running);
  if (state === State.Running) show("book", `Add all missing papers\n${program} lsp`, "bibtools.syncPaper");
  else if (state === State.Starting) show("loading~spin", `Starting ${program} lsp`, "bibtools.restart");
  else show("circle-slash", `${program} lsp does not run: click to start it again`, "bibtools.restart");
}

async function tellHowToInstall(): Promise<void> {
  show("warning", NOT_FOUND, "bibtools.restart");
  const choice = await vscode.window.showWarningMessage(NOT_FOUND, "Choose the program", "Copy the command", "Show the log");
  if (choice === "Choose the program") await vscode.commands.executeCommand("workbench.action.openSettings", "bibtools.path");
  if (choice === "Copy the command") await vscode.env.clipboard.writeText(HOW_TO_INSTALL);
  if (choice === "Show the log") log.show();
}

async function stop(): Promise<void> {
  const last = client;
  client = undefined;
  await last?.dispose().catch(() => undefined); // one that never came up cannot be stopped
}

async function start(): Promise<void> {
  const program = await find(log);
  if (program === undefined) {
    void tellHowToInstall(); // its answer may never come
    return;
  }
  const options: LanguageClientOptions = {
    documentSelector: LANGUAGES.map((language) => ({ scheme: "file", language })),
    initializationOptions: vscode.workspace.getConfiguration("bibtools"),
    outputChannel: log,
    synchronize: { configurationSection: "bibtools" },
  };
  const started = new LanguageClient("bibtools", "bibtools", { command: program, args: ["lsp"] }, options);
  client = started;
  started.onDidChangeState(({ newState }) => {
    if (client === started) showState(newState, program);
  });
  await started.start().catch(() => showState(State.Stopped, program)); // the client has shown why
}

// One start or stop after the other, however often they are asked for.
let last: Promise<void> = Promise.resolve();

function restart(): Promise<void> {
  last = last.then(stop).then(start);
  return last;
}

function running(): LanguageClient | undefined {
  return client?.state === State.Running ? client : undefined;
}

async function run(command: string, uri: string | undefined): Promise<void> {
  const server = running();
  if (server !== undefined) {
    await server.sendRequest("workspace/executeCommand", { command, arguments: [{ uri }] });
    return;
  }
  const choice = await vscode.window.showWarningMessage("The server of bibtools does not run.", "Start it again");
  if (choice !== undefined) await restart();
}

async function papersOf(uri: vscode.Uri): Promise<Paper[]> {
  const asked = { command: "bibtools.papers", arguments: [{ uri: uri.toString() }] };
  return (await running()?.sendRequest<Paper[] | null>("workspace/executeCommand", asked)) ?? [];
}

async function goTo(place: string, line: number, character: number): Promise<void> {
  const position = new vscode.Position(line, character);
  await vscode.window.showTextDocument(vscode.Uri.parse(place), { selection: new vscode.Range(position, position) });
}

export function activate(context: vscode.ExtensionContext): void {
  status = vscode.window.createStatusBarItem("bibtools", vscode.StatusBarAlignment.Right);
  status.name = "bibtools";
  log = vscode.window.createOutputChannel("bibtools", { log: true });
  const list = new ReadingList(LANGUAGES, papersOf);
  const here = () => vscode.window.activeTextEditor?.document.uri.toString();
  context.subscriptions.push(
    log,
    status,
    list,
    vscode.window.registerTreeDataProvider("bibtools.readingList", list),
    vscode.commands.registerCommand("bibtools.openLink", (url: string) => vscode.env.openExternal(vscode.Uri.parse(url))),
    vscode.commands.registerCommand("bibtools.goTo", goTo),
    vscode.commands.registerCommand("bibtools.restart", restart),
    ...Object.entries(COMMANDS).map(([name, command]) => vscode.commands.registerCommand(name, () => run(command, here()))),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("bibtools.path")) void restart();
    }),
  );
  void restart();
}

export function deactivate(): Promise<void> {
  return stop();
}

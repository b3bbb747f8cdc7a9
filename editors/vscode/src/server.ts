// Where the server is: as the user says, on the PATH, or in the Python environment that is chosen.

import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";

const NAME = process.platform === "win32" ? "bibtools.exe" : "bibtools";
const PATIENCE = 30_000; // milliseconds; a first start compiles Python's modules

async function isProgram(place: string): Promise<boolean> {
  try {
    await access(place, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function interpreter(): Promise<string | undefined> {
  if (!vscode.workspace.isTrusted) return undefined; // it may be one of the folder's own
  const python = vscode.extensions.getExtension("ms-python.python");
  if (python === undefined) return undefined;
  const api = python.isActive ? python.exports : await python.activate();
  const chosen = api?.environments?.getActiveEnvironmentPath?.();
  return typeof chosen?.path === "string" ? chosen.path : undefined;
}

/** Return why a program cannot be the server, such as that it is without the extra `lsp`; else it serves until its input ends. */
function refusal(place: string): Promise<string | undefined> {
  return new Promise((done) => {
    const started = execFile(place, ["lsp"], { timeout: PATIENCE }, (error, _, complaint) => {
      if (error === null) done(undefined);
      else done(error.killed ? `no answer within ${PATIENCE / 1000} s` : complaint.trim() || error.message);
    });
    started.stdin?.on("error", () => undefined).end();
  });
}

/** Return the program to start, or undefined where there is none that can be a server; the log has why. */
export async function find(log: vscode.LogOutputChannel): Promise<string | undefined> {
  const own = vscode.workspace.getConfiguration("bibtools").get<string>("path", "");
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const python = await interpreter();
  if (python !== undefined) folders.push(path.dirname(python), path.join(path.dirname(python), "Scripts"));
  const places = own ? [own] : folders.map((folder) => path.join(folder, NAME));
  for (const place of new Set(places)) {
    if (!(await isProgram(place))) {
      log.debug(`${place}: no such program`);
      continue;
    }
    const why = await refusal(place);
    if (why === undefined) return place;
    log.warn(`${place} lsp: ${why}`);
  }
  log.warn(own ? `${own}: this is bibtools.path, and no server` : `no server in ${folders.join(path.delimiter)}`);
  return undefined;
}

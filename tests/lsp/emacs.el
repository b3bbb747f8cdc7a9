;;; -*- lexical-binding: t -*-
;; Opens a paper in eglot, looks at what is shown, adds what is missing, and writes down what has come of it.
(package-initialize)
(require 'eglot)
(require 'json)
(setq eglot-sync-connect 60 eglot-connect-timeout 120 eglot-autoshutdown t eglot-confirm-server-initiated-edits nil
      eglot-extend-to-xref nil make-backup-files nil auto-save-default nil)
(add-to-list 'eglot-server-programs
             `((latex-mode bibtex-mode) . (,(getenv "PYTHON") "-m" "bibtools" "lsp")))
(defun wait-until (holds)
  (let ((end (+ (float-time) 40)))
    (while (and (not (funcall holds)) (< (float-time) end)) (accept-process-output nil 0.05))))
(find-file "references.bib")
(bibtex-mode)
(defvar library (current-buffer))
(find-file "paper.tex")
(latex-mode)
(defvar paper (current-buffer))
(setq-local project-find-functions (list (lambda (_) (cons 'transient default-directory))))
(call-interactively #'eglot)
(defun shown ()
  (with-current-buffer paper
    (mapcar (lambda (each) (list (flymake-diagnostic-text each) (flymake-diagnostic-beg each)))
            (flymake-diagnostics))))
(flymake-start)
(wait-until (lambda () (flymake-start) (shown)))
(defvar before (shown))
(goto-char (point-min))
(search-forward "1912.0")
(defvar actions
  (jsonrpc-request (eglot--current-server-or-lose) :textDocument/codeAction
                   (list :textDocument (eglot--TextDocumentIdentifier)
                         :range (list :start (eglot--pos-to-lsp-position) :end (eglot--pos-to-lsp-position))
                         :context '(:diagnostics []))))
(defvar titles (mapcar (lambda (each) (plist-get each :title)) actions))
(let ((command (plist-get (aref actions 0) :command)))
  (jsonrpc-request (eglot--current-server-or-lose) :workspace/executeCommand
                   (list :command (plist-get command :command) :arguments (plist-get command :arguments))
                   :timeout 90))
;; Without a screen Emacs is never idle, which is when it sends what has changed.
(with-current-buffer library (eglot--signal-textDocument/didChange))
(wait-until (lambda () (flymake-start) (not (shown))))
(defvar added (with-current-buffer library (buffer-string)))
(with-temp-file (getenv "OUT")
  (insert (json-encode `((before . ,(vconcat (mapcar #'vconcat before))) (titles . ,(vconcat titles))
                         (after . ,(length (shown))) (library . ,added)))))
(kill-emacs 0)

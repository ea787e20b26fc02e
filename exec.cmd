@rem The npm scripts begin with "exec", so that on Unix no shell stands between npm and Node and takes a Ctrl-C for itself.
@rem cmd.exe has no such word; this gives it one.
@%*

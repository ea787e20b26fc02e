export const vmHelp = `Usage: slipway vm <action> [options]

A small Linux machine of Slipway’s own, with a Docker engine in it.

  start               start it, making it the first time; ready when its engine answers
  stop                stop its containers within their grace, then the machine
  restart             both
  status              what it is doing, what it has, what it takes
  pause, resume       hold its processors still; let them go on
  save                put it to disk as it is; the next start goes on from there
  resize              --cpus N, --memory SIZE, --disk SIZE (the disk can only grow);
                      --idle MINUTES (when it sleeps while nobody needs it; 0 for never);
                      --share PATH[:ro]… (the folders that containers can mount, your home unless told; \`none\`)
  reset               begin with an empty disk, after saying what is lost
  restore [POINT]     go back to a restore point, or list them; --forget drops one, --make makes one
  repair              start it and let it mend its damaged disk; --set-aside: begin with an empty one instead
  trim                give the memory and disk it does not need back to this computer
  logs                what its services say; --console, --hypervisor or --keeper: what those say; --follow
  shell [-- COMMAND]  a shell in it, or one command
  doctor              try all that it needs; --install installs QEMU where that is missing;
                      --mount PATH: how that folder does as a container’s mount
  list                all virtual machines

  --name NAME         which one; \`default\` unless told
  --json              print JSON instead
  --yes               ask nothing
  --help              this text

\`slipway vm start\` gives the prompt back when the engine answers: a small process in the background keeps the machine
until \`slipway vm stop\`, whether Slipway is open or not. It stops the machine in order when the computer shuts down.
One that Slipway’s window started stops when the window is closed.

To use it from elsewhere: \`export DOCKER_HOST=$(slipway vm status --address)\`
`

#!/bin/bash
# PID 1 of a daemon's own PID and mount namespace. It starts and signals the daemon as told on stdin, one reply a line;
# when stdin ends, however its owner ended, it takes along every process, mount, network link, cgroup and file.
# usage: room.sh <folder> <cgroup> <address pool, as 10.57> <daemon> [argument...]
folder=$1 cgroup=$2 pool=$3
shift 3
pid=

# A containerd of the system's own would be used in place of a private one.
[ -d /run/containerd ] && mount -t tmpfs tmpfs /run/containerd
# An empty pool means a network namespace of its own.
[ -z "$pool" ] && ip link set lo up

while read -r command argument; do
  case $command in
    start)
      rm -f "$folder/daemon.pid"
      "$@" >>"$folder/daemon.log" 2>&1 </dev/null &
      pid=$!
      echo started
      ;;
    alive) if [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; then echo yes; else echo no; fi ;;
    kill)
      kill -s "$argument" "$pid" 2>/dev/null
      case $argument in
        INT | TERM | QUIT | KILL | ABRT) wait "$pid" 2>/dev/null ;;
      esac
      echo done
      ;;
  esac
done
trap '' HUP INT TERM PIPE

# A network of a subnet of its own is known to the engine alone.
bridges=()
if [ -S "$folder/docker.sock" ] && [ -n "$pool" ]; then
  for network in $(timeout 2 docker -H "unix://$folder/docker.sock" network ls -q --filter driver=bridge 2>/dev/null); do
    bridges+=("br-$network")
  done
fi

# Before cgroup v2, a frozen process doesn't even die. Processes outside this namespace read as 0.
for state in /sys/fs/cgroup/freezer/"$cgroup"/*/freezer.state; do
  grep -q '[1-9]' "${state%/*}/cgroup.procs" 2>/dev/null && echo THAWED >"$state"
done
kill -s KILL -- -1 2>/dev/null
for _ in {1..100}; do
  left=(/proc/[0-9]*)
  [ ${#left[@]} -le 1 ] && break
  read -rt 0.02 <> <(:)
done

while read -r _ mountpoint _; do
  case $mountpoint in
    "$folder"/*) umount -l "$mountpoint" 2>/dev/null ;;
  esac
done < <(tac /proc/self/mounts)

if [ -n "$pool" ]; then
  while read -r _ name _ address _; do
    case $address in
      "$pool".*) bridges+=("$name") ;;
    esac
  done < <(ip -o -4 address show type bridge)
  for name in "${bridges[@]}"; do
    ip link delete "$name" type bridge 2>/dev/null
  done
fi

for top in /sys/fs/cgroup/"$cgroup" /sys/fs/cgroup/*/"$cgroup"; do
  [ -d "$top" ] && find "$top" -depth -type d -exec rmdir {} + 2>/dev/null
done
rm -rf --one-file-system -- "$folder"

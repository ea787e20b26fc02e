/**
 * What `slipway-guest` is in a machine of our own, for a distribution of WSL, whose first process is Windows’: brings up
 * containerd and dockerd, keeps them up, speaks the same lines on its stdin and stdout, and takes all down when that
 * ends. `SLIPWAY_ROOT` is for tests. It holds nothing that came from outside.
 */
export const GUEST_SCRIPT = String.raw`
run="${'${SLIPWAY_ROOT:-}'}/run"
own="$run/slipway"
mkdir -p "$own"
rm -f "$own/stopping" "$own"/*.pid "$own"/*.done

now() { read -r up _ < /proc/uptime; part=1${'${up#*.}'}; echo $(( ${'${up%.*}'} * 1000 + (part - 100) * 10 )); }
say() { printf '{%s,"at":%s}\n' "$1" "$(now)"; }
stage() { say "\"event\":\"stage\",\"name\":\"$1\""; }
plain() { busybox tr -d '"\\\000-\037' < "$1" | tail -c 200; }

# Starts a service again when it ends, with a growing wait.
keep() {
  name=$1; shift; wait=1
  while [ ! -e "$own/stopping" ]; do
    "$@" > /dev/null 2> "$own/$name.err" &
    echo $! > "$own/$name.pid"
    say "\"event\":\"service\",\"name\":\"$name\",\"state\":\"started\""
    wait $!
    code=$?
    [ -e "$own/stopping" ] && wanted=false || wanted=true
    say "\"event\":\"service\",\"name\":\"$name\",\"state\":\"ended\",\"code\":$code,\"wanted\":$wanted,\"why\":\"$(plain "$own/$name.err")\""
    $wanted && sleep $wait
    wait=$(( wait < 15 ? wait * 2 : 15 ))
  done
  : > "$own/$name.done"
}

watch() {
  ready=false
  while [ ! -e "$own/stopping" ]; do
    if [ -e "$run/docker.sock" ] && kill -0 "$(cat "$own/dockerd.pid" 2> /dev/null)" 2> /dev/null; then is=true; else is=false; fi
    [ $is != $ready ] && { $is && say '"event":"ready"' || say '"event":"not-ready"'; }
    ready=$is
    sleep 0.2
  done
}

health() {
  is=false; [ -e "$run/docker.sock" ] && is=true
  total=0; available=0
  while read -r key value _; do
    case $key in MemTotal:) total=$value ;; MemAvailable:) available=$value ;; esac
  done < /proc/meminfo
  say "\"event\":\"health\",\"ready\":$is,\"memory_total\":$(( total * 1024 )),\"memory_available\":$(( available * 1024 ))"
}

# Ends a service, in so many seconds. Each process is told once: dockerd leaves its containers behind at the third time.
finish() {
  left=$(( $2 * 5 )); told=
  until [ -e "$own/$1.done" ]; do
    pid=$(cat "$own/$1.pid" 2> /dev/null)
    [ -n "$pid" ] && [ "$pid" != "$told" ] && kill -TERM "$pid" 2> /dev/null && told=$pid
    [ $left -le 0 ] && [ -n "$pid" ] && kill -KILL "$pid" 2> /dev/null && clean=false
    left=$(( left - 1 )); sleep 0.2
  done
}

end() {
  : > "$own/stopping"
  clean=true
  finish dockerd "$1"
  finish containerd 3
  sync
  say "\"event\":\"off\",\"clean\":$clean"
  exit 0
}

answer() { say "\"re\":$1,\"ok\":$2"; }

stage kernel
[ -e /sys/fs/cgroup/cgroup.controllers ] || mount -t cgroup2 cgroup2 /sys/fs/cgroup 2> /dev/null
stage root
stage network
stage data
keep containerd containerd --config /etc/containerd/config.toml &
keep dockerd dockerd --config-file /etc/docker/daemon.json &
watch &
while IFS= read -r line; do
  id=${'${line#*\\"id\\":}'}; id=${'${id%%[!0-9]*}'}
  case $line in
    *'"do":"hello"'*|*'"do":"thaw"'*) answer "$id" true; health ;;
    *'"do":"time"'*) answer "$id" true ;;
    *'"do":"drop-caches"'*) sync; answer "$id" true ;;
    *'"do":"shutdown"'*) answer "$id" true; seconds=${'${line#*\\"seconds\\":}'}; end "${'${seconds%%[!0-9]*}'}" ;;
    *) say "\"re\":$id,\"ok\":false,\"why\":\"not in WSL\"" ;;
  esac
done
# Whoever started this is gone: nothing runs on without a keeper.
end 60
`

#!/bin/sh
# k6 on a starved host: while it makes load, it is stopped for 300 ms in every second. K6_BIN points here.
if [ "$1" = run ]; then
  k6=$$
  (while sleep 0.7 && kill -STOP $k6; do sleep 0.3; kill -CONT $k6; done) >/dev/null 2>&1 </dev/null &
fi
exec "$REAL_K6" "$@"

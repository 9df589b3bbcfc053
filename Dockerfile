# The command alone: no shell, no other files, no root. Documents are given as a folder:
#
#   docker build -t hwpconv .
#   docker run --rm --read-only --network none -v "$PWD:/work" -u "$(id -u):$(id -g)" hwpconv report.hwp -o report.md
#
# With the static command of dist/build in place of the first stage: --build-context build=target/dist
FROM docker.io/library/rust:1-alpine AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked --features mcp && cp target/release/hwpconv /hwpconv

FROM scratch
COPY --from=build /hwpconv /hwpconv
USER 65534:65534
WORKDIR /work
# There is no /tmp: the page of --report-html is made where the documents are.
ENV LANG=C.UTF-8 TMPDIR=/work
ENTRYPOINT ["/hwpconv"]

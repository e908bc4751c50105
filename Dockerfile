FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN make build && install -d /out/data /out/tmp && chmod 1777 /out/tmp

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/tmp /tmp
COPY --from=build --chown=65532:65532 /out/data /data
COPY --from=build /src/bin/anteroom /anteroom
USER 65532:65532
ENV ANTEROOM_ADDR=:8080 ANTEROOM_DATABASE=sqlite:/data/anteroom.db
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["/anteroom"]
CMD ["serve"]

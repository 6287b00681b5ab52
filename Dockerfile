# One image for every part; the command says which. Data go to /data, settings come from /etc/lahde/lahde.toml or LAHDE_*.
FROM python:3.11-slim-trixie AS built
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv --without-pip /opt/lahde
COPY requirements.txt /src/
RUN pip --python /opt/lahde/bin/python install --require-hashes -r /src/requirements.txt
COPY . /src
RUN pip --python /opt/lahde/bin/python install --no-deps --no-build-isolation --no-index /src

FROM python:3.11-slim-trixie
# A new volume takes over whose its folder is: /data/published may be a volume of its own.
RUN groupadd --gid 10001 lahde \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin lahde \
    && install -d -o lahde -g lahde -m 0700 /data /data/published \
    && install -d /etc/lahde
COPY --from=built /opt/lahde /opt/lahde
# Libraries that keep something beside a user's files find the one place that may be written to.
ENV PATH=/opt/lahde/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    LAHDE_DATA=/data \
    LAHDE_HOST=0.0.0.0 \
    LAHDE_PORT=8080
WORKDIR /etc/lahde
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["lahde"]
CMD ["serve"]

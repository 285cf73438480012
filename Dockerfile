# L'image d'ecole : x86-64 et ARM 64 bits. Un seul volume, /data ; le reste peut être en
# lecture seule. BASE n'est remplacé que pour l'essayer sans registre d'images.
ARG BASE=python:3.13-slim-bookworm

FROM ${BASE} AS build
COPY requirements.lock /build/
# Compilé ici : au service, l'image ne s'écrit plus.
RUN python3 -m venv /opt/ecole \
    && /opt/ecole/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
        --require-hashes --only-binary=:all: --no-compile -r /build/requirements.lock \
    && /opt/ecole/bin/python -m pip uninstall --yes --quiet setuptools pip
# Les dates s'écrivent en français : le reste du monde pèse 30 Mo.
RUN find /opt/ecole/lib -path '*/babel/locale-data/*' ! -name 'root.dat' ! -name 'fr*.dat' \
        ! -name 'en.dat' ! -name 'en_US*.dat' -delete \
    && find /opt/ecole/lib -depth -type d -name tests -exec rm -rf {} +
COPY ecole /app/ecole
COPY templates /app/templates
COPY static /app/static
RUN /opt/ecole/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/ecole/lib /app/ecole \
    && install -d -o 1000 -g 1000 -m 700 /data

FROM ${BASE}
COPY --from=build /opt/ecole /opt/ecole
COPY --from=build /app /app
COPY --from=build --chown=1000:1000 /data /data
ENV PATH=/opt/ecole/bin:$PATH \
    PYTHONPATH=/app PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HOME=/data ECOLE_DATA=/data ECOLE_HOST=0.0.0.0 ECOLE_PORT=8000
WORKDIR /app
USER 1000:1000
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import http.client, os; c = http.client.HTTPConnection('127.0.0.1', int(os.environ['ECOLE_PORT']), timeout=4); c.request('GET', '/sante'); raise SystemExit(c.getresponse().status != 200)"]
# La base est d'abord mise à la version du programme ; refusé si elle est plus récente.
CMD ["sh", "-c", "python -m ecole migrate && exec python -m ecole serve"]

def test_pages(sign_in, world):
    c = sign_in("claire")
    for a in ("/", "/aujourdhui", "/appareils", "/autre-carte"):
        r = c.get(a); print(a, r.status_code); assert r.status_code < 400
    t = sign_in("petit")
    from ecole.web.access import IdConverter
    b = lambda i: IdConverter(None).to_url(i)
    base = "/e/0870001D"
    for a in ("/", base + "/classes", base + "/classes/" + b(world.classrooms["cp"]), base+"/classes/"+b(world.classrooms["cp"])+"/corbeille",
      base+"/classes/"+b(world.classrooms["cp"])+"/consignes/nouvelle", base+"/consignes/"+b(world.instructions["lecture"]), base+"/consignes/"+b(world.instructions["lecture"])+"/modifier",base+"/consignes/"+b(world.instructions["lecture"])+"/suppression"):
        r = t.get(a); print(a, r.status_code); assert r.status_code < 400, a
    h = sign_in("rossi")
    for a in ("/", base+"/liste", base+"/liste/import", base+"/cartes", base+"/equipe", base+"/cartes/responsables/"+b(world.guardians["claire"])+"/nouvelle"):
        r = h.get(a); print(a, r.status_code); assert r.status_code < 400, a
    r = c.get(base+"/consignes/"+b(world.instructions["lecture"])); assert r.status_code == 200

def test_anon(client):
    for a in ("/entrer", "/c", "/equipe", "/au-revoir"):
        assert client.get(a).status_code == 200
    assert client.get("/nulle-part").status_code == 404

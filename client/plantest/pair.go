package plantest

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Pair is two Kratos on one PostgreSQL behind nginx, as a World: the way a plan goes that outgrows one machine.
type Pair struct {
	*Kratos
	both []*process
}

// StartPair starts all four, with the default configuration.
func StartPair(t testing.TB) *Pair {
	t.Helper()
	s := newSink(t)
	dsn := startPostgres(t)
	migrate(t, dsn)
	var err error
	for range tries {
		free := ports(t, 5)
		conf := func(i int) kratosConfig {
			return kratosConfig{variant: Default, dsn: dsn, sink: s.URL, public: free[0], port: free[1+2*i], admin: free[2+2*i]}
		}
		var both []*process
		for i := range 2 {
			p, why := startKratos(t, conf(i))
			both, err = append(both, p), why
		}
		if err != nil {
			continue
		}
		if err = startNginx(t, free[0], free[1], free[3]); err == nil {
			return &Pair{newKratos(conf(1), s), both} // the administration is the second's: it is the first that is killed
		}
	}
	t.Fatalf("the pair does not start: %v", err)
	return nil
}

// Kill ends the first Kratos as kill -9 does.
func (p *Pair) Kill() { p.both[0].kill() }

// migrate makes the tables.
func migrate(t testing.TB, dsn string) {
	t.Helper()
	conf := kratosConfig{variant: Default, dsn: dsn, sink: "http://127.0.0.1:1"}
	out, err := exec.CommandContext(t.Context(), kratosBinary(t), "migrate", "sql", "--yes", "-c", conf.write(t)[0], dsn).CombinedOutput()
	if err != nil {
		t.Fatalf("no tables: %v\n%.2000s", err, out)
	}
}

// startPostgres makes a database of its own and gives its address.
func startPostgres(t testing.TB) string {
	t.Helper()
	bin := postgresFolder(t)
	dir := folder(t)
	as := owner(t, dir)
	run := func(name string, args ...string) *exec.Cmd {
		cmd := exec.Command(filepath.Join(bin, name), args...)
		cmd.Dir = dir
		as(cmd)
		return cmd
	}
	data := filepath.Join(dir, "data")
	if out, err := run("initdb", "-D", data, "-U", "kratos", "-A", "trust", "-N", "-E", "UTF8", "--locale=C").CombinedOutput(); err != nil {
		t.Fatalf("no database: %v\n%.2000s", err, out)
	}
	var err error
	for range tries {
		port := ports(t, 1)[0]
		p := started(t, run("postgres", "-D", data, "-p", strconv.Itoa(port), "-h", "127.0.0.1", "-k", dir, "-F", "-c", "max_connections=200"))
		ask := func() bool {
			return run("pg_isready", "-q", "-h", "127.0.0.1", "-p", strconv.Itoa(port), "-U", "kratos", "-d", "postgres").Run() == nil
		}
		if err = p.until(t.Context(), ask); err == nil {
			return fmt.Sprintf("postgres://kratos@127.0.0.1:%d/postgres?sslmode=disable&max_conns=20", port)
		}
	}
	t.Fatalf("PostgreSQL does not start: %v", err)
	return ""
}

// postgresFolder finds the newest PostgreSQL: Debian keeps its server out of the way.
func postgresFolder(t testing.TB) string {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	slices.SortFunc(found, func(a, b string) int { return strings.Compare(b, a) })
	if len(found) > 0 {
		return filepath.Dir(found[0])
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		missing(t, "PostgreSQL", ".ci/install test installs it")
	}
	return filepath.Dir(path)
}

// owner gives what makes a command run as somebody who is not root, which PostgreSQL insists on, and gives a folder to them.
func owner(t testing.TB, dir string) func(*exec.Cmd) {
	t.Helper()
	if os.Getuid() != 0 {
		return func(*exec.Cmd) {}
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			uid, _ := strconv.Atoi(u.Uid)
			gid, _ := strconv.Atoi(u.Gid)
			if err := os.Chown(dir, uid, gid); err != nil {
				t.Fatal(err)
			}
			return func(cmd *exec.Cmd) { runAs(cmd, uid, gid) }
		}
	}
	t.Fatal("PostgreSQL does not run as root, and nobody else is here")
	return nil
}

// nginx is a gateway before both: what one did not answer the other is asked, also where it may have been heard (Kratos'
// flows bear that: the contract's "said twice" is held behind it).
const nginxConf = `
daemon off;
master_process off;
pid DIR/pid;
error_log stderr warn;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path DIR/body;
  proxy_temp_path DIR/proxy;
  fastcgi_temp_path DIR/fastcgi;
  uwsgi_temp_path DIR/uwsgi;
  scgi_temp_path DIR/scgi;
  upstream both { server 127.0.0.1:FIRST max_fails=1 fail_timeout=2s; server 127.0.0.1:SECOND max_fails=1 fail_timeout=2s; }
  server {
    listen 127.0.0.1:PORT;
    location / {
      proxy_pass http://both;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_connect_timeout 2s;
      proxy_next_upstream error timeout non_idempotent;
    }
  }
}
`

// startNginx stands one port before two.
func startNginx(t testing.TB, port, first, second int) error {
	t.Helper()
	binary := "/usr/sbin/nginx"
	if !isFile(binary) {
		var err error
		if binary, err = exec.LookPath("nginx"); err != nil {
			missing(t, "nginx", ".ci/install test installs it")
		}
	}
	dir := folder(t)
	conf := strings.NewReplacer("DIR", dir, "FIRST", strconv.Itoa(first), "SECOND", strconv.Itoa(second), "PORT", strconv.Itoa(port)).Replace(nginxConf)
	path := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(path, []byte(conf), 0o600); err != nil {
		return err
	}
	p := started(t, exec.Command(binary, "-p", dir, "-c", path, "-e", "stderr"))
	return p.until(t.Context(), func() bool { return listens(t.Context(), port) })
}

func listens(ctx context.Context, port int) bool {
	c, err := new(net.Dialer).DialContext(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return false
	}
	_ = c.Close()
	return true
}

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/recover-journal/recover/internal/clock"
)

// job is a program to run: what it is called, its arguments with itself first, its HOME
// and more of its environment, and what it reads.
type job struct {
	name   string
	args   []string
	home   string
	env    []string
	input  string       // a file for standard input, or nothing
	before func() error // before each run, not measured
	finds  bool         // it may end with the status of who found something
	once   bool         // one run is enough: it takes seconds
	result measured
}

// found is the status of a check that found something.
const found = 3

// measured is what the runs of a job took, in milliseconds and bytes.
type measured struct {
	wall, cpu []float64 // in rising order
	memory    int64
}

func (m measured) middle() float64 { return m.wall[len(m.wall)/2] }
func (m measured) least() float64  { return m.wall[0] }
func (m measured) work() float64   { return m.cpu[len(m.cpu)/2] }

// measure runs the jobs in turn, some times over, after one turn that warms what the
// system keeps of files.
func measure(rounds int, jobs ...*job) error {
	for round := -1; round < rounds; round++ {
		for _, j := range jobs {
			if j.once && round > 0 {
				continue
			}
			if err := j.run(round >= 0); err != nil {
				return err
			}
		}
	}
	for _, j := range jobs {
		slices.Sort(j.result.wall)
		slices.Sort(j.result.cpu)
	}
	return nil
}

func (j *job) run(keep bool) error {
	if j.before != nil {
		if err := j.before(); err != nil {
			return err
		}
	}
	program, err := exec.LookPath(j.args[0])
	if err != nil {
		return err
	}
	in, err := os.Open(orElse(j.input, os.DevNull))
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer out.Close()
	start, _ := clock.Now()
	p, err := os.StartProcess(program, j.args, &os.ProcAttr{Files: []*os.File{in, out, out}, Env: environment(j.home, j.env)})
	if err != nil {
		return err
	}
	state, err := p.Wait()
	wall := time.Since(start)
	if err != nil || state.ExitCode() != 0 && !(j.finds && state.ExitCode() == found) {
		return fmt.Errorf("%s: status %d (%v)", j.name, state.ExitCode(), err)
	}
	if keep {
		j.result.wall = append(j.result.wall, millis(wall))
		j.result.cpu = append(j.result.cpu, millis(state.UserTime()+state.SystemTime()))
		j.result.memory = max(j.result.memory, memoryOf(state))
	}
	return nil
}

// environment is a plain one, with nothing of the person's who measures.
func environment(home string, more []string) []string {
	return append([]string{"HOME=" + home, "PATH=" + os.Getenv("PATH"), "TZ=UTC", "LANG=C.UTF-8", "TERM=dumb",
		"XDG_CONFIG_HOME=" + filepath.Join(home, ".config"), "XDG_DATA_HOME=" + filepath.Join(home, ".local/share"),
		"XDG_STATE_HOME=" + filepath.Join(home, ".local/state")}, more...)
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// quietly runs a program that is not measured and gives what it said.
func quietly(home, input string, env []string, args ...string) (string, error) {
	c := exec.Command(args[0], args[1:]...)
	c.Env, c.Stdin = environment(home, env), strings.NewReader(input)
	out, err := c.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", strings.Join(args[1:], " "), err, out)
	}
	return string(out), nil
}

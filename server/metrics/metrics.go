// Package metrics counts the exchanges of hosts and shows the figures in Prometheus' format.
//
// It stands beside package server, so that a program which does without does not carry Prometheus' library. Start with [New].
package metrics

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/causeway-gateway/causeway/server"
)

// A Set is the figures of a program. It is an http.Handler that writes them, for [server.Admin].
type Set struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	handler  http.Handler
}

// unknown is the operation of a request that found none. Names that clients choose never become labels.
const unknown = "unknown"

// New watches the hosts, which must not have been asked anything yet. The registry is its own, with the figures of the process in it.
func New(hosts ...*server.Host) *Set {
	s := &Set{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "causeway_requests_total", Help: "Requests answered, by class of status.",
		}, []string{"host", "operation", "status"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "causeway_request_seconds", Help: "Time from the end of a request's head to the end of its answer.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"host", "operation"}),
	}
	s.registry.MustRegister(s.requests, s.duration, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	s.handler = promhttp.HandlerFor(s.registry, promhttp.HandlerOpts{})
	for _, h := range hosts {
		s.watch(h)
	}
	return s
}

// Registry is where a program adds figures of its own.
func (s *Set) Registry() *prometheus.Registry { return s.registry }

// ServeHTTP writes all the figures.
func (s *Set) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// An operationMetrics is the figures of one operation, with their labels resolved.
type operationMetrics struct {
	classes  [10]prometheus.Counter // by the first digit of the status
	duration prometheus.Observer
}

func (s *Set) watch(h *server.Host) {
	byName := map[string]*operationMetrics{"": s.operation(h.Name, unknown)}
	for i := range h.Operations {
		name := h.Operations[i].Name
		if byName[name] == nil {
			byName[name] = s.operation(h.Name, name)
		}
	}
	s.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "causeway_requests_running", Help: "Requests under way.", ConstLabels: prometheus.Labels{"host": h.Name},
	}, func() float64 { return float64(h.InFlight()) }))
	h.Observe = append(h.Observe, func(_ context.Context, r *server.Record) {
		o := byName[r.Operation]
		if o == nil {
			o = byName[""] // an operation that the dialect made up for one request
		}
		o.count(r.Status, r.Duration)
	})
}

func (s *Set) operation(host, name string) *operationMetrics {
	o := &operationMetrics{duration: s.duration.WithLabelValues(host, name)}
	for i, class := range []string{"other", "other", "2xx", "3xx", "4xx", "5xx", "other", "other", "other", "other"} {
		o.classes[i] = s.requests.WithLabelValues(host, name, class)
	}
	return o
}

func (o *operationMetrics) count(status int, took time.Duration) {
	o.classes[min(max(status/100, 0), 9)].Inc()
	o.duration.Observe(took.Seconds())
}

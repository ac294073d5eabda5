using System.Diagnostics;
using Cicerone.Models;
using Cicerone.Server.Security;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Cicerone.Server.Operations;

/// <summary>Where measurements go: to whoever reads <c>/metrics</c>, and with the traces to an OpenTelemetry collector, when one is named.</summary>
internal static class TelemetryServices
{
    private const string Framework = "Microsoft.AspNetCore";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton<Telemetry>();
        IOpenTelemetryBuilder telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("cicerone", serviceVersion: ModelCard.LibraryVersion))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Telemetry.Name, Framework + ".Hosting", Framework + ".Server.Kestrel", "System.Runtime").AddPrometheusExporter();
                if (options.Collector is { } collector) metrics.AddOtlpExporter(exporter => To(exporter, collector, "v1/metrics"));
            });
        if (options.Collector is { } to)
            telemetry.WithTracing(traces => traces.AddSource(Telemetry.Name, Framework).AddProcessor(new WithoutAddresses()).AddOtlpExporter(exporter => To(exporter, to, "v1/traces")));
        return services;
    }

    /// <summary>Names the span of a request by its route, not by its path.</summary>
    public static void UseRouteNames(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (Activity.Current is { IsAllDataRequested: true } request && context.GetEndpoint() is RouteEndpoint endpoint) request.DisplayName = $"{context.Request.Method} {endpoint.RoutePattern.RawText}";
        return next(context);
    });

    public static void MapMetrics(this IEndpointRouteBuilder app) => app.MapPrometheusScrapingEndpoint("/metrics").Needs(Scope.Read);

    private static void To(OtlpExporterOptions exporter, string collector, string path) =>
        (exporter.Protocol, exporter.Endpoint) = (OtlpExportProtocol.HttpProtobuf, new Uri(collector.TrimEnd('/') + '/' + path));

    /// <summary>Takes the address of a request off its span: it has the person's id in it.</summary>
    private sealed class WithoutAddresses : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            foreach (string tag in (string[])["url.path", "url.query", "url.full", "http.target", "http.url"]) data.SetTag(tag, null);
        }
    }
}

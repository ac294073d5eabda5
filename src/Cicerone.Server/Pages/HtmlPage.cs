using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace Cicerone.Server.Pages;

/// <summary>A page made of a component, whole before it is sent.</summary>
/// <typeparam name="TPage">The component.</typeparam>
internal sealed class HtmlPage<TPage>(Dictionary<string, object?> parameters) : IResult where TPage : IComponent
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var renderer = new HtmlRenderer(httpContext.RequestServices, httpContext.RequestServices.GetRequiredService<ILoggerFactory>());
        string html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        await Results.Content(html, "text/html; charset=utf-8", statusCode: httpContext.Response.StatusCode).ExecuteAsync(httpContext);
    }
}

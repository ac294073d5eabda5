using System.Reflection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Cicerone.Server.Api;

/// <summary>
/// Gives an endpoint the ids of its path as they were sent. Routing leaves an encoded slash encoded, so that an id with
/// '/' could not be told from one with '%2F'.
/// </summary>
internal static class RouteIds
{
    public static EndpointFilterDelegate Filter(EndpointFilterFactoryContext endpoint, EndpointFilterDelegate next)
    {
        ParameterInfo[] parameters = endpoint.MethodInfo.GetParameters();
        return invocation =>
        {
            HttpContext context = invocation.HttpContext;
            string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
            if (target[0] != '/') target = target[target.IndexOf('/', "http://".Length)..]; // what a proxy is asked for begins with the host
            string[] sent = target.Trim('/').Split('/');
            IReadOnlyList<RoutePatternPathSegment> segments = ((RouteEndpoint)context.GetEndpoint()!).RoutePattern.PathSegments;
            if (sent.Length != segments.Count) return next(invocation); // the server took dots out of the path: routing has what is left
            for (int i = 0; i < segments.Count; i++)
                if (segments[i].Parts is [RoutePatternParameterPart id] && Array.FindIndex(parameters, parameter => parameter.Name == id.Name) is >= 0 and var place)
                    invocation.Arguments[place] = Uri.UnescapeDataString(sent[i]);
            return next(invocation);
        };
    }
}

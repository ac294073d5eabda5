namespace Cicerone.Server.Api;

/// <summary>Refuses a query parameter that the endpoint does not have, or that is given twice, instead of passing over it.</summary>
internal static class KnownParameters
{
    public static EndpointFilterDelegate Filter(EndpointFilterFactoryContext endpoint, EndpointFilterDelegate next)
    {
        string[] names = [.. endpoint.MethodInfo.GetParameters().Where(parameter => parameter.ParameterType == typeof(string) || parameter.ParameterType.IsPrimitive).Select(parameter => parameter.Name!)];
        return invocation =>
        {
            HttpRequest request = invocation.HttpContext.Request;
            foreach ((string name, var values) in request.Query)
            {
                string[] valid = [.. names.Where(known => !request.RouteValues.ContainsKey(known))];
                if (!valid.Contains(name, StringComparer.OrdinalIgnoreCase)) throw CiceroneException.UnknownName("query parameter", name, valid);
                if (values.Count > 1) throw new CiceroneException($"The query parameter '{name}' is given {values.Count} times; give it once.");
            }
            return next(invocation);
        };
    }
}

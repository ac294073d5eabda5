using System.Text.Json.Nodes;
using Cicerone.Models;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cicerone.Server.Api;

/// <summary>What the OpenAPI document says beside what the endpoints say of themselves.</summary>
internal static class ApiDescription
{
    private const string Json = "application/json";

    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Cicerone",
                Version = ModelCard.LibraryVersion,
                Description = "Recommendations with reasons. Ids are text of 1 to 512 characters; times are RFC 3339, kept to the millisecond. Every error is a problem document (RFC 9457) whose detail says what to do.",
            };
            document.Servers = []; // the document is the same wherever the server is reached
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            ApiExample? example = context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiExample>().LastOrDefault();
            if (example is null) return Task.CompletedTask;
            SetExample(operation.Responses?["200"].Content, example.Response);
            SetExample(operation.RequestBody?.Content, example.Request);
            return Task.CompletedTask;
        });
    }

    private static void SetExample(IDictionary<string, OpenApiMediaType>? content, string? example)
    {
        if (example is not null && content is not null && content.TryGetValue(Json, out OpenApiMediaType? body)) body.Example = JsonNode.Parse(example);
    }
}

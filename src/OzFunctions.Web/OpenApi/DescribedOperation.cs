using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Web.OpenApi;

/// <summary>Completes what the generator found out about a route by what was said of it.</summary>
/// <param name="operation">The route in the document.</param>
/// <param name="context">What was said of it.</param>
internal sealed class DescribedOperation(OpenApiOperation operation, OpenApiOperationTransformerContext context)
{
    private readonly IList<object> _said = context.Description.ActionDescriptor.EndpointMetadata;

    /// <summary>Completes it.</summary>
    /// <param name="metadataKeys">The metadata keys by whose values folders are found.</param>
    public void Complete(IReadOnlyList<string> metadataKeys)
    {
        operation.Security = ApiKeys.Of(_said.OfType<KeyLevel>().Single(), context.Document);
        AddParameters(_said.OfType<RouteQuery>().Single().With(metadataKeys));

        if (_said.OfType<DescribedBody>().SingleOrDefault() is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = body.Description,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.Object | JsonSchemaType.Array }, Example = body.Example },
                },
            };
        }

        foreach (var answer in _said.OfType<DescribedAnswer>())
        {
            Complete((OpenApiResponse)operation.Responses![answer.Status.ToString(CultureInfo.InvariantCulture)], answer);
        }

        var inOrder = operation.Responses!.OrderBy(static response => response.Key, StringComparer.Ordinal).ToList();
        operation.Responses!.Clear();
        inOrder.ForEach(response => operation.Responses.Add(response.Key, response.Value));
    }

    private void Complete(OpenApiResponse response, DescribedAnswer answer)
    {
        response.Description = answer.Description;
        var content = response.Content!.Values.Single();
        content.Example = answer.Example;
        if (answer.OtherSchema is { } other)
        {
            content.Schema = new OpenApiSchema { AnyOf = [content.Schema!, new OpenApiSchemaReference(other, context.Document)] };
        }

        if (answer.OtherMediaType is { } mediaType)
        {
            response.Content[mediaType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        }

        if (answer.HasRetryAfter)
        {
            response.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["Retry-After"] = new OpenApiHeader { Description = "In how many seconds to come again.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } },
            };
        }
    }

    private void AddParameters(IReadOnlyList<QueryParameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Required = parameter.IsRequired,
                Description = parameter.Description,
                Schema = SchemaOf(parameter.Schema),
            });
        }
    }

    private static OpenApiSchema SchemaOf(ParameterSchema schema) => new()
    {
        Type = Enum.Parse<JsonSchemaType>(schema.Type, ignoreCase: true),
        Format = schema.Format,
        Enum = schema.Words.Count == 0 ? null : [.. schema.Words.Select(static word => (JsonNode)word)],
        Minimum = schema.Minimum?.ToString(CultureInfo.InvariantCulture),
        Maximum = schema.Maximum?.ToString(CultureInfo.InvariantCulture),
        Default = schema.DefaultJson is null ? null : JsonNode.Parse(schema.DefaultJson),
    };
}

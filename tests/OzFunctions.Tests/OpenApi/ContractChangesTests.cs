using System.Text.Json.Nodes;

namespace OzFunctions.Tests.OpenApi;

/// <summary>Breaking and compatible changes of the contract are distinguished, in the real documents.</summary>
public sealed class ContractChangesTests(ContractFixture contract) : IClassFixture<ContractFixture>
{
    private const string Schema = "schemas/folder.resolution_changed.json";
    private const string Data = "/$defs/FolderData";

    [Theory]
    [InlineData(Schema, Data + "/properties", "drift", null, "drift was removed or renamed")]
    [InlineData(Schema, "/$defs/StatusesData/properties", "worstResolution", null, "worstResolution was removed or renamed")]
    [InlineData(Schema, Data + "/properties/version", "type", "\"string\"", "type was integer and is string")]
    [InlineData(Schema, Data + "/properties/folderId", "type", "[\"null\",\"string\"]", "type was string and is null or string")]
    [InlineData(Schema, Data + "/properties/firstSeenAt", "format", null, "format was")]
    [InlineData(Schema, Data + "/properties/cause", "enum", "[\"webhook\",\"refresh\"]", "the value reconciliation was removed")]
    [InlineData(Schema, Data + "/properties/cause", "enum", "[\"webhook\",\"refresh\",\"reconciliation\",\"more\"]", "the value more was added")]
    [InlineData(Schema, Data, "required", "[\"folderId\"]", "version was always present and may now be absent")]
    [InlineData(Schema, Data + "/properties/unknownStatuses/items", "type", "\"integer\"", "type was string and is integer")]
    [InlineData(Schema, "", "oneOf", "[{\"$ref\":\"#/$defs/CloudEvent\"}]", "oneOf had 2 alternatives and has 1")]
    [InlineData(Schema, "/$defs/CloudEvent/properties", "subject", null, "subject was removed or renamed")]
    [InlineData("openapi.json", "/components/schemas/FolderData/properties", "heldBack", null, "heldBack was removed or renamed")]
    [InlineData("openapi.json", "/webhooks", "endpoint.test", null, "webhook endpoint.test as application/json was removed")]
    [InlineData("openapi.json", "/components/schemas/Folder/properties", "systemResolution", null, "systemResolution was removed or renamed")]
    [InlineData("openapi.json", "/paths/~1folders~1{id}", "get", null, "get /folders/{id} was removed")]
    [InlineData("openapi.json", "/paths/~1runs/get", "parameters", "[]", "the parameter query kind was removed")]
    [InlineData("openapi.json", "/paths/~1open/get/parameters/0", "required", "true", "is now required")]
    [InlineData("openapi.json", "/paths/~1folders/get/parameters/0/schema", "format", "\"date-time\"", "the format of the parameter query day changed")]
    [InlineData("openapi.json", "/paths/~1deliveries/get/parameters/1/schema", "format", "\"uuid\"", "the format of the parameter query endpoint changed")]
    [InlineData("openapi.json", "/paths/~1folders/get/parameters/0/schema", "type", "\"integer\"", "the type of the parameter query day changed")]
    [InlineData("openapi.json", "/paths/~1stats/get/parameters/0/schema", "minimum", "2", "the minimum of the parameter query days is higher")]
    [InlineData("openapi.json", "/paths/~1stats/get/parameters/0/schema", "maximum", "89", "the maximum of the parameter query days is lower")]
    [InlineData("openapi.json", "/paths/~1deliveries/get/parameters/1/schema", "maximum", "1", "the maximum of the parameter query endpoint is lower")]
    [InlineData("openapi.json", "/paths/~1open/get", "security", "[{\"key\":[]}]", "get /open: code no longer suffices")]
    [InlineData("openapi.json", "/paths/~1open/get/security/0", "adminKey", "[]", "get /open: key no longer suffices")]
    [InlineData("openapi.json", "/paths/~1health~1live/get", "security", "[{\"key\":[]}]", "get /health/live: no key no longer suffices")]
    [InlineData("openapi.json", "/paths/~1stats/get/responses", "200", null, "the answer 200 as application/json was removed")]
    [InlineData("asyncapi.json", "/channels", "eventHubs", null, "channel eventHubs was removed")]
    [InlineData("asyncapi.json", "/components/messages", "folder.overdue", null, "message folder.overdue was removed")]
    [InlineData("asyncapi.json", "/components/schemas/GroupData/properties", "result", null, "result was removed or renamed")]
    public void BreakingChange_IsReported(string document, string place, string member, string? value, string sentence)
    {
        var approved = contract.Read(document);

        var changes = ContractChanges.Breaking(approved, Changed(approved, place, member, value));

        Assert.Contains(changes, change => change.Contains(sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Schema, Data + "/properties", "more", "{\"type\":\"string\"}")]
    [InlineData(Schema, Data + "/properties/runningSince", "type", "\"string\"")]
    [InlineData(Schema, Data + "/properties/version", "description", "\"In other words.\"")]
    [InlineData(Schema, Data + "/properties/version", "minimum", "1")]
    [InlineData("openapi.json", "/paths/~1stats/get/parameters/0/schema", "minimum", "0")]
    [InlineData("openapi.json", "/paths/~1stats/get/parameters/0/schema", "maximum", "91")]
    [InlineData("openapi.json", "/paths/~1open/get", "security", "[]")]
    [InlineData("openapi.json", "/paths/~1open/get", "security", "[{\"more\":[]},{\"code\":[]},{\"key\":[]}]")]
    [InlineData("openapi.json", "/paths/~1endpoints/get", "security", "[{\"adminKey\":[]}]")]
    [InlineData("openapi.json", "/webhooks", "folder.more", "{}")]
    [InlineData("openapi.json", "/paths", "/more", "{}")]
    [InlineData("asyncapi.json", "/channels", "more", "{}")]
    public void Addition_IsCompatible(string document, string place, string member, string value)
    {
        var approved = contract.Read(document);

        Assert.Empty(ContractChanges.Breaking(approved, Changed(approved, place, member, value)));
    }

    private static JsonObject Changed(JsonObject document, string place, string member, string? value)
    {
        var changed = document.DeepClone().AsObject();
        var parent = place.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate((JsonNode)changed, static (node, name) =>
            node is JsonArray array ? array[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]! : node[name.Replace("~1", "/", StringComparison.Ordinal)]!).AsObject();
        if (value is null)
        {
            Assert.True(parent.Remove(member));
        }
        else
        {
            parent[member] = JsonNode.Parse(value);
        }

        return changed;
    }
}

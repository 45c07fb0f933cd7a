using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace OzFunctions.Storage.Tables;

/// <summary>
/// Writes the body of a transaction: a multipart message with one change set, which contains one HTTP request for each row (Azure: "Performing entity
/// group transactions"). The output equals the SDK's, except that null properties are omitted, which the service would not store.
/// </summary>
/// <param name="output">The destination.</param>
/// <param name="host">The host of the service.</param>
/// <param name="table">The address of the table.</param>
/// <param name="sas">The shared access signature, as a query without its question mark; empty without one.</param>
/// <param name="id">Makes the boundaries unique. No value of a row may contain it.</param>
internal sealed class TransactionWriter(IBufferWriter<byte> output, string host, string table, string sas, Guid id) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(output);
    private readonly string _begin = $"--changeset_{id}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n";
    private readonly string _queryAndHeaders =
        $"?{(sas.Length == 0 ? "" : $"{sas}&")}$format=application%2Fjson%3Bodata%3Dminimalmetadata HTTP/1.1\r\nHost: {host}\r\nx-ms-version: {TransactionSender.ServiceVersion}\r\nDataServiceVersion: 3.0\r\n";

    /// <summary>Writes the whole body.</summary>
    /// <param name="actions">The rows and the operation on each.</param>
    public void Write(IEnumerable<TableTransactionAction> actions)
    {
        Write($"--batch_{id}\r\nContent-Type: multipart/mixed; boundary=changeset_{id}\r\n\r\n");
        foreach (var action in actions)
        {
            Write(_begin);
            Write(action);
            Write("\r\n");
        }

        Write($"--changeset_{id}--\r\n\r\n--batch_{id}--\r\n");
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void Write(TableTransactionAction action)
    {
        var row = (TableEntity)action.Entity;
        switch (action.ActionType)
        {
            case TableTransactionActionType.Add:
                WriteInsert(row);
                break;
            case TableTransactionActionType.UpdateReplace:
                WriteUpdate("PUT ", row, action.ETag);
                break;
            case TableTransactionActionType.UpdateMerge:
                WriteUpdate("PATCH ", row, action.ETag);
                break;
            case TableTransactionActionType.UpsertReplace:
                WriteUpdate("PUT ", row, etag: default);
                break;
            case TableTransactionActionType.UpsertMerge:
                WriteUpdate("PATCH ", row, etag: default);
                break;
            case TableTransactionActionType.Delete:
                WriteDelete(row, action.ETag == default ? ETag.All : action.ETag);
                break;
        }
    }

    private void WriteInsert(TableEntity row)
    {
        Write("POST ");
        Write(table);
        Write(_queryAndHeaders);
        Write("Prefer: return-no-content\r\nAccept: application/json;odata=minimalmetadata\r\nContent-Type: application/json;odata=nometadata\r\n\r\n");
        WriteEntity(row);
    }

    private void WriteUpdate(string method, TableEntity row, ETag etag)
    {
        WriteRowRequest(method, row, etag);
        Write("Accept: application/json\r\nContent-Type: application/json\r\n\r\n");
        WriteEntity(row);
    }

    private void WriteDelete(TableEntity row, ETag etag)
    {
        WriteRowRequest("DELETE ", row, etag);
        Write("Accept: application/json;odata=minimalmetadata\r\n\r\n");
    }

    private void WriteRowRequest(string method, TableEntity row, ETag etag)
    {
        Write(method);
        Write(table);
        Write("(PartitionKey='");
        Write(Escaped(row.PartitionKey));
        Write("',RowKey='");
        Write(Escaped(row.RowKey));
        Write("')");
        Write(_queryAndHeaders);
        if (etag != default)
        {
            Write("If-Match: ");
            Write(etag.ToString());
            Write("\r\n");
        }
    }

    private void WriteEntity(TableEntity row)
    {
        _json.WriteStartObject();
        foreach (var (name, value) in row)
        {
            // Skip the service's own properties.
            if (value is not null && name is not ("odata.etag" or "Timestamp"))
            {
                WriteProperty(name, value);
            }
        }

        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
    }

    private void WriteProperty(string name, object value)
    {
        switch (value)
        {
            case string text:
                _json.WriteString(name, text);
                break;
            case int number:
                _json.WriteNumber(name, number);
                break;
            case bool flag:
                _json.WriteBoolean(name, flag);
                break;
            case byte[] bytes:
                _json.WriteBase64String(name, bytes);
                WriteType(name, "Edm.Binary");
                break;
            case long number:
                // JSON numbers cannot hold every 64-bit integer.
                _json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
                WriteType(name, "Edm.Int64");
                break;
            case double number:
                WriteNumber(name, number);
                WriteType(name, "Edm.Double");
                break;
            case Guid guid:
                _json.WriteString(name, guid);
                WriteType(name, "Edm.Guid");
                break;
            case DateTimeOffset time:
                _json.WriteString(name, time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
                WriteType(name, "Edm.DateTime");
                break;
            default:
                throw new NotSupportedException($"The property '{name}' has the type {value.GetType()}, which Azure Tables does not support.");
        }
    }

    // JSON has no infinite numbers and no NaN; OData writes their names.
    private void WriteNumber(string name, double number)
    {
        if (double.IsFinite(number))
        {
            _json.WriteNumber(name, number);
        }
        else
        {
            _json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void WriteType(string name, string type) => _json.WriteString($"{name}@odata.type", type);

    private static string Escaped(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    private void Write(string text) => Encoding.UTF8.GetBytes(text, output);
}

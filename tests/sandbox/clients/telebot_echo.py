"""An echo bot of pyTelegramBotAPI: address of the sandbox and token on the command line."""

import sys

import telebot
from telebot import apihelper, types

base, token = sys.argv[1:]
apihelper.API_URL = base + "/bot{0}/{1}"
apihelper.FILE_URL = base + "/file/bot{0}/{1}"
bot = telebot.TeleBot(token, threaded=False)


@bot.message_handler(commands=["start"])
def on_start(message):
    keyboard = types.InlineKeyboardMarkup([[types.InlineKeyboardButton("按我", callback_data="pressed")]])
    bot.send_message(message.chat.id, "<b>telebot</b>", parse_mode="HTML", reply_markup=keyboard)


@bot.message_handler(content_types=["photo"])
def on_photo(message):
    content = bot.download_file(bot.get_file(message.photo[-1].file_id).file_path)
    bot.send_document(message.chat.id, content, caption=message.caption, visible_file_name="echo.jpg")


@bot.message_handler(content_types=["text"])
def on_text(message):
    bot.reply_to(message, message.text)


@bot.callback_query_handler(func=lambda query: query.data == "pressed")
def on_press(query):
    bot.answer_callback_query(query.id, "已按", show_alert=True)
    bot.edit_message_text("按过了", query.message.chat.id, query.message.message_id)


bot.infinity_polling(timeout=5, long_polling_timeout=5)
